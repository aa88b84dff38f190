; An unlisted callee of a listed function is rewritten too, but not marked; an unreachable one is untouched.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@g = global i32 0

; CHECK: define i32 @f({{.*}}#[[MARK:[0-9]+]]
define i32 @f() personality ptr @handles {
  %v = call i32 @helper()
  ret i32 %v
}
; CHECK-LABEL: define internal i32 @helper() #{{[0-9]+}} {
; CHECK: load ptr, ptr @__ref_g
; CHECK: ret i32
define internal i32 @helper() {
  %v = load i32, ptr @g
  store ptr @taken, ptr @fp
  ret i32 %v
}
@fp = global ptr null
; CHECK-LABEL: define internal i32 @taken() #{{[0-9]+}} {
; CHECK: load ptr, ptr @__ref_g
define internal i32 @taken() {
  %v = load i32, ptr @g
  ret i32 %v
}
; What handles the function's exceptions is not named by an instruction.
; CHECK-LABEL: define internal i32 @handles(
; CHECK: load ptr, ptr @__ref_g
define internal i32 @handles(...) {
  %v = load i32, ptr @g
  ret i32 %v
}
; CHECK-LABEL: define i32 @other() {
; CHECK-NEXT: load i32, ptr @g
define i32 @other() {
  %v = load i32, ptr @g
  ret i32 %v
}
; CHECK: attributes #[[MARK]] = {{.*}}"marked_for_windows_hot_patching"
; CHECK-NEXT: attributes {{.*}} = { "hpcc-rewritten" }
