; The MSVC vtable with RTTI is an alias into a private constant: through a ref of the alias name.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
$"??_7V@@6B@" = comdat largest
@"??_R4V@@6B@" = external constant i8
@0 = private unnamed_addr constant { [2 x ptr] } { [2 x ptr] [ptr @"??_R4V@@6B@", ptr @m] }, comdat($"??_7V@@6B@")
@"??_7V@@6B@" = unnamed_addr alias ptr, getelementptr inbounds ({ [2 x ptr] }, ptr @0, i32 0, i32 0, i32 1)
define i32 @m() {
  ret i32 1
}

; CHECK: @"__ref_??_7V@@6B@" = {{.*}}constant ptr @"??_7V@@6B@"
; CHECK-LABEL: define void @f(
; CHECK: [[V:%.*]] = load ptr, ptr @"__ref_??_7V@@6B@"
; CHECK: store ptr [[V]], ptr %p
define void @f(ptr %p) {
  store ptr @"??_7V@@6B@", ptr %p
  ret void
}
