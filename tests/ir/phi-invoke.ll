; A phi operand on the normal edge of an invoke: the value is computed where it dominates the edge.
; RUN: %hpcc_opt --place=entry --functions f %s -S -o - | FileCheck %s
; RUN: %hpcc_opt --place=use --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@a = global [4 x i32] zeroinitializer
declare void @may()
declare i32 @__CxxFrameHandler3(...)

; CHECK-LABEL: define ptr @f(
; CHECK: getelementptr i8, ptr
; CHECK: invoke void @may()
; CHECK: phi ptr [ %{{.*}}, %entry ]
define ptr @f(i1 %c) personality ptr @__CxxFrameHandler3 {
entry:
  invoke void @may() to label %end unwind label %pad
pad:
  %p = cleanuppad within none []
  cleanupret from %p unwind to caller
end:
  %r = phi ptr [ getelementptr (i8, ptr @a, i64 4), %entry ]
  ret ptr %r
}
