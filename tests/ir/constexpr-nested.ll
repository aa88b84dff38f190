; Nested constant expressions become instructions on the loaded ref; casts and GEP flags survive.
; RUN: %hpcc_opt --functions f,g %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@a = global [8 x i32] zeroinitializer
@s = global { i32, [4 x i16] } zeroinitializer

; CHECK-LABEL: define i16 @f(
; CHECK: [[S:%.*]] = load ptr, ptr @__ref_s{{.*}}!invariant.load
; CHECK: [[P:%.*]] = getelementptr {{.*}}[[S]], {{.*}}
; CHECK: load i16, ptr [[P]]
define i16 @f() {
  %v = load i16, ptr getelementptr inbounds ({ i32, [4 x i16] }, ptr @s, i64 0, i32 1, i64 2)
  ret i16 %v
}

; CHECK-LABEL: define i64 @g(
; CHECK: [[A:%.*]] = load ptr, ptr @__ref_a
; CHECK: getelementptr {{.*}}ptr [[A]], i64
; CHECK: ptrtoint
; CHECK: xor i64
; CHECK-NOT: @a
; CHECK: ret i64
define i64 @g() {
  ret i64 xor (i64 ptrtoint (ptr getelementptr (i8, ptr @a, i64 4) to i64), i64 -1)
}
