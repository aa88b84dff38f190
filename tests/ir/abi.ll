; A listed static function that is only called may have been changed by the base's optimiser: a warning. One whose
; address is taken keeps its signature, and one that others can call does, too.
; Nothing is said where all callers are listed, too, and 'main' is not advised to be.
; RUN: %hpcc_opt --functions called,taken %s -S -o - 2>%t.err | FileCheck %s
; RUN: FileCheck %s --check-prefix=WARN --input-file %t.err
; RUN: %hpcc_opt --functions called,taken,public %s -S -o /dev/null 2>&1 | count 0
; RUN: %hpcc_opt --functions started %s -S -o /dev/null 2>&1 | FileCheck %s --check-prefix=START
; RUN: %hpcc_opt --functions called -Wno-hotpatch-abi %s -S -o /dev/null 2>&1 | count 0

; CHECK: @llvm.compiler.used = {{.*}}@called{{.*}}@taken
; WARN: warning: static function 'called' may have other parameters in the base image, or be inlined and gone there: compare before patching it, or list its callers too ('public' is not) [-Whotpatch-abi]
; WARN-NOT: warning
; START: static function 'started' {{.*}}: compare before patching it [-Whotpatch-abi]

target triple = "i686-pc-windows-msvc"
@pointer = global ptr @taken

define internal i32 @called(i32 %unused) {
  ret i32 1
}

define internal i32 @taken(i32 %unused) {
  ret i32 2
}

define i32 @public() {
  %v = call i32 @called(i32 3)
  %w = call i32 @taken(i32 3)
  %r = add i32 %v, %w
  ret i32 %r
}

define internal i32 @started(i32 %unused) {
  ret i32 4
}

define i32 @main() {
  %v = call i32 @started(i32 3)
  ret i32 %v
}
