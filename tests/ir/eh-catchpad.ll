; MSVC exceptions: type descriptors of a catchpad stay direct; the handler reaches g through the ref.
; RUN: %hpcc_opt --place=entry --functions f %s -S -o - | FileCheck %s
; RUN: %hpcc_opt --place=use --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@"??_R0H@8" = linkonce_odr global { ptr, ptr, [3 x i8] } { ptr null, ptr null, [3 x i8] c".H\00" }
@g = global i32 0
declare void @may()
declare i32 @__CxxFrameHandler3(...)

; CHECK-LABEL: define void @f(
; CHECK: catchpad within %s [ptr @"??_R0H@8", i32 0, ptr null]
; CHECK-NOT: ptr @g
; CHECK: catchret
define void @f() personality ptr @__CxxFrameHandler3 {
entry:
  invoke void @may() to label %end unwind label %dispatch
dispatch:
  %s = catchswitch within none [label %handler] unwind to caller
handler:
  %c = catchpad within %s [ptr @"??_R0H@8", i32 0, ptr null]
  store i32 1, ptr @g
  catchret from %c to label %end
end:
  ret void
}
