; Listed static functions are kept by llvm.compiler.used, and only those.
; RUN: %hpcc_opt --functions f,h %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK: @llvm.compiler.used = appending global [1 x ptr] [ptr @f], section "llvm.metadata"
@g = global i32 0
define internal i32 @f() {
  %v = load i32, ptr @g
  ret i32 %v
}
define internal i32 @unlisted() {
  ret i32 1
}
define i32 @h() {
  %v = call i32 @unlisted()
  ret i32 %v
}
