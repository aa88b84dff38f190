; Initialisers and what only they reach must not touch the running image: direct, unless listed.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s
; RUN: %hpcc_opt --functions init %s -S -o - | FileCheck %s --check-prefix=LISTED

target triple = "x86_64-pc-windows-msvc"
; CHECK-LABEL: define internal void @init()
; CHECK-NEXT: load i32, ptr @g
; CHECK-LABEL: define internal void @only_init()
; CHECK-NEXT: store i32 1, ptr @g
; LISTED-LABEL: define internal void @init()
; LISTED: load ptr, ptr @__ref_g
; LISTED-LABEL: define internal void @only_init()
; LISTED: load ptr, ptr @__ref_g

@g = global i32 0
@llvm.global_ctors = appending global [1 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 65535, ptr @init, ptr null }]

define internal void @init() {
  %v = load i32, ptr @g
  call void @only_init()
  ret void
}
define internal void @only_init() {
  store i32 1, ptr @g
  ret void
}
define i32 @f() {
  %v = load i32, ptr @g
  ret i32 %v
}
