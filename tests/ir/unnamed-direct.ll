; Unnamed private data of instrumentation stays direct and never makes a ref named `__ref_`.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@0 = private unnamed_addr constant [2 x i8] c"x\00"
@1 = private unnamed_addr global { ptr, i32 } { ptr @0, i32 3 }
declare void @handler(ptr)

; CHECK-NOT: @__ref_
; CHECK: call void @handler(ptr @1)
define void @f() {
  call void @handler(ptr @1)
  ret void
}
