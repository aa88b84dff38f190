; Nothing selected: the module stays as it is.
; RUN: llvm-as %s -o %t.same.bc
; RUN: llvm-dis %t.same.bc -o %t.same.ll
; RUN: %hpcc_opt %s -S -o %t.ll
; RUN: grep -v ModuleID %t.same.ll > %t.1.txt
; RUN: grep -v ModuleID %t.ll > %t.2.txt
; RUN: cmp %t.1.txt %t.2.txt

target triple = "x86_64-pc-windows-msvc"
@g = global i32 0
define i32 @f() {
  %v = load i32, ptr @g
  ret i32 %v
}
