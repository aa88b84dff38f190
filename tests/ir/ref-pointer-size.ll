; On x86 a ref is four bytes and four-byte aligned.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target datalayout = "e-m:x-p:32:32-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:32-n8:16:32-a:0:32-S32"
target triple = "i686-pc-windows-msvc"
; CHECK: @__ref_g = linkonce_odr {{.*}}constant ptr @g, section ".rdata", comdat, align 4
@g = global i32 0
define i32 @f() {
  %v = load i32, ptr @g
  ret i32 %v
}
