; Refs: linkonce_odr COMDAT for external globals, internal for internal ones; constant, not foldable, in .rdata.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK-DAG: $__ref_ext = comdat any
; CHECK-DAG: $__ref_decl = comdat any
; CHECK-NOT: $__ref_int = comdat
; CHECK-DAG: @__ref_ext = linkonce_odr {{.*}}externally_initialized constant ptr @ext, section ".rdata", comdat, align 8
; CHECK-DAG: @__ref_decl = linkonce_odr {{.*}}externally_initialized constant ptr @decl, section ".rdata", comdat, align 8
; CHECK-DAG: @__ref_int = internal {{.*}}externally_initialized constant ptr @int, section ".rdata", align 8
; CHECK-DAG: load ptr, ptr @__ref_ext, align 8, !invariant.load
@ext = global i32 0
@decl = external global i32
@int = internal global i32 0
define i32 @f() {
  %a = load i32, ptr @ext
  %b = load i32, ptr @decl
  %c = load i32, ptr @int
  %d = add i32 %a, %b
  %e = add i32 %c, %d
  ret i32 %e
}
