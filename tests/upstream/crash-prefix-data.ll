; Row: constant expression over a function with prefix data. Native: abort. Right: compiles.
; RUN: %hpcc %x64 %list=f -O0 -S -o - %s | FileCheck %s
;
; RUN: native-wrong --row=crash-prefix-data.ll --fails='Stack dump' -- llc -ms-secure-hotpatch-functions-list=f %s -o %t.n.s

; CHECK: {{^}}f:
; CHECK: q{{.*}}-4

target triple = "x86_64-pc-windows-msvc"
@a = global i32 0
define i32 @q() prefix ptr @a {
  ret i32 0
}
define i32 @f() {
  %v = load i32, ptr getelementptr (i32, ptr @q, i64 -1)
  ret i32 %v
}
