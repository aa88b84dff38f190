; An initialiser that a listed function calls is rewritten for that call; when the patch image is loaded, a copy runs
; that leaves the running image alone. One that is listed itself is asked for as it is.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s
; RUN: %hpcc_opt --functions f,init %s -S -o - | FileCheck %s --check-prefix=LISTED

target triple = "x86_64-pc-windows-msvc"
; CHECK: @llvm.global_ctors = appending global [2 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 65535, ptr @[[COPY:[^,]*]], ptr null }, { i32, ptr, ptr } { i32 7, ptr @other, ptr null }]
; CHECK-LABEL: define void @init()
; CHECK: load ptr, ptr @__ref_g
; CHECK: define internal void @other()
; CHECK-NEXT: store i32 2, ptr @g
; CHECK: define internal void @[[COPY]]()
; CHECK-NEXT: load i32, ptr @g
; LISTED: { i32 65535, ptr @init, ptr null }

@g = global i32 0
@llvm.global_ctors = appending global [2 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 65535, ptr @init, ptr null }, { i32, ptr, ptr } { i32 7, ptr @other, ptr null }]

define void @init() {
  %v = load i32, ptr @g
  %w = add i32 %v, 1
  store i32 %w, ptr @g
  ret void
}
define internal void @other() {
  store i32 2, ptr @g
  ret void
}
define void @f() {
  call void @init()
  ret void
}
