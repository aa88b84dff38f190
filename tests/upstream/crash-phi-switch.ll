; Row: phi with several edges from one switch and one constant expression. Native: invalid IR (two values for one
; predecessor). Right: one value an edge, verifier-clean.
; RUN: %hpcc %x64 %list=f -O0 -S -o - %s | FileCheck %s
; RUN: %hpcc_opt --functions f %s -S -o - | opt -passes=verify -disable-output
;
; RUN: native-wrong --row=crash-phi-switch.ll --fails='PHI node has multiple entries' -- llc -ms-secure-hotpatch-functions-list=f %s -o %t.n.s

; CHECK: {{^}}f:
; CHECK-NOT: leaq a
; CHECK: {{^}}__ref_a:

target triple = "x86_64-pc-windows-msvc"
@a = global [4 x i32] zeroinitializer
declare void @use()
define ptr @f(i32 %i) {
entry:
  switch i32 %i, label %def [
    i32 1, label %end
    i32 2, label %end
  ]
def:
  call void @use()
  br label %end
end:
  %r = phi ptr [ getelementptr (i8, ptr @a, i64 4), %entry ], [ getelementptr (i8, ptr @a, i64 4), %entry ], [ null, %def ]
  ret ptr %r
}
