; A phi in a catchswitch block: no place for an instruction before it, the loads go to the predecessors.
; RUN: %hpcc_opt --place=entry --functions f %s -S -o - | FileCheck %s
; RUN: %hpcc_opt --place=use --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@a = global [4 x i32] zeroinitializer
@b = global [4 x i32] zeroinitializer
declare void @may(ptr)
declare i32 @__CxxFrameHandler3(...)

; CHECK-LABEL: define void @f(
; CHECK-NOT: ptr @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: phi ptr [ %{{.*}}, %entry ], [ %{{.*}}, %next ]
; CHECK-NOT: ptr @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: }
define void @f() personality ptr @__CxxFrameHandler3 {
entry:
  invoke void @may(ptr null) to label %next unwind label %dispatch
next:
  invoke void @may(ptr null) to label %end unwind label %dispatch
dispatch:
  %which = phi ptr [ getelementptr (i8, ptr @a, i64 4), %entry ], [ getelementptr (i8, ptr @b, i64 4), %next ]
  %s = catchswitch within none [label %handler] unwind to caller
handler:
  %c = catchpad within %s [ptr null, i32 64, ptr null]
  call void @may(ptr %which) [ "funclet"(token %c) ]
  catchret from %c to label %end
end:
  ret void
}
