; Row: constant expression over a constant vector. Native: SIGSEGV. Right: compiles, both through refs.
; RUN: %hpcc %x64 %list=f -O0 -S -o - %s | FileCheck %s
; RUN: %hpcc %a64 %list=f -O2 -S -o - %s | FileCheck %s
;
; RUN: native-wrong --row=crash-vector-expression.ll --fails='Stack dump' -- llc -ms-secure-hotpatch-functions-list=f %s -o %t.n.s

; CHECK: {{^_?}}f:
; CHECK: End function
; CHECK: {{^_?}}__ref_a:
; CHECK: {{^_?}}__ref_b:

target triple = "x86_64-pc-windows-msvc"
@a = global [4 x i32] zeroinitializer
@b = global i32 0
define <2 x ptr> @f() {
  ret <2 x ptr> getelementptr (i8, <2 x ptr> <ptr @a, ptr @b>, <2 x i64> <i64 4, i64 0>)
}
