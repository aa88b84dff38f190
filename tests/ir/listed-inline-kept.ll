; A listed inline function stays in the object although all its calls may be inlined.
; RUN: %hpcc_opt --functions f,g %s -S -o - | FileCheck %s
; CHECK: @llvm.compiler.used = appending global [1 x ptr] [ptr @f], section "llvm.metadata"

target triple = "x86_64-pc-windows-msvc"

$f = comdat any

define linkonce_odr i32 @f() comdat {
  ret i32 1
}

define i32 @g() {
  %v = call i32 @f()
  ret i32 %v
}
