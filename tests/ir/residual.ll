; The last check, after optimisation: a marked function that still reaches a mutable global directly is a warning, here
; in bitcode that no rewrite has seen (as the second stage gets it from an optimising clang).
; RUN: rm -rf %t && mkdir %t && cd %t
; RUN: llvm-as %s -o in.bc && printf x > go && echo "int x;" > x.c
; RUN: env CC_PRINT_OPTIONS=1 CC_PRINT_OPTIONS_FILE=cc1 %clang %x64 -gcodeview -O1 -c x.c -o clang.o
; RUN: bash -c '%hpcc_backend --program=hpcc --stage=emit --input=x.c --object-name=x.o --bitcode-fd=3 --cc1-fd=4 --go-fd=5 --object-fd=6 "$@" 3<in.bc 4<>cc1 5<go 6<>x.o' - 2>&1 | FileCheck %s --implicit-check-not=hidden
; RUN: llvm-readobj --relocations x.o | FileCheck %s --check-prefix=OBJECT
; RUN: not bash -c '%hpcc_backend --program=hpcc --stage=emit --input=x.c --object-name=x.o --bitcode-fd=3 --cc1-fd=4 --go-fd=5 --object-fd=6 "$@" 3<in.bc 4<>cc1 5<go 6<>x.o' - --warn=-Werror=hotpatch-const-data

; CHECK: hpcc: warning: 'f' still reaches 'g' directly after optimisation: the copy in the patch image is used [-Whotpatch-const-data]
; OBJECT: IMAGE_REL_AMD64_REL32 g

target triple = "x86_64-pc-windows-msvc19.33.0"
@g = global i32 1
@hidden = global i32 1

define i32 @f() #0 {
  %v = load i32, ptr @g
  ret i32 %v
}

define i32 @unmarked() {
  %v = load i32, ptr @hidden
  ret i32 %v
}

attributes #0 = { "marked_for_windows_hot_patching" }
