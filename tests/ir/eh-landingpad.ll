; Itanium exceptions: type infos in landingpad and eh.typeid.for stay direct.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-w64-windows-gnu"
@_ZTIi = external constant ptr
@_ZTI1E = linkonce_odr global { ptr, ptr } { ptr null, ptr null }
@g = global i32 0
declare void @may()
declare i32 @__gxx_personality_seh0(...)
declare i32 @llvm.eh.typeid.for.p0(ptr)

; CHECK-NOT: @__ref__ZTI
; CHECK-LABEL: define i32 @f(
; CHECK: landingpad
; CHECK-NEXT: catch ptr @_ZTIi
; CHECK-NEXT: catch ptr @_ZTI1E
; CHECK: call i32 @llvm.eh.typeid.for.p0(ptr @_ZTI1E)
define i32 @f() personality ptr @__gxx_personality_seh0 {
entry:
  invoke void @may() to label %ok unwind label %pad
ok:
  %v = load i32, ptr @g
  ret i32 %v
pad:
  %l = landingpad { ptr, i32 }
    catch ptr @_ZTIi
    catch ptr @_ZTI1E
  %t = call i32 @llvm.eh.typeid.for.p0(ptr @_ZTI1E)
  ret i32 %t
}
