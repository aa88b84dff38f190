; Loads go to the entry on x64, before each use on x86 and ARM64; --place overrides.
; RUN: sed "1i target triple = \"x86_64-pc-windows-msvc\"" %s > %t.x64.ll
; RUN: sed "1i target triple = \"i686-pc-windows-msvc\"" %s > %t.x86.ll
; RUN: sed "1i target triple = \"aarch64-pc-windows-msvc\"" %s > %t.a64.ll
; RUN: %hpcc_opt --functions f %t.x64.ll -S -o - | FileCheck %s --check-prefix=ENTRY
; RUN: %hpcc_opt --functions f --place=use %t.x64.ll -S -o - | FileCheck %s --check-prefix=USE
; RUN: %hpcc_opt --functions f %t.x86.ll -S -o - | FileCheck %s --check-prefix=USE
; RUN: %hpcc_opt --functions f %t.a64.ll -S -o - | FileCheck %s --check-prefix=USE
; RUN: %hpcc_opt --functions f --place=entry %t.a64.ll -S -o - | FileCheck %s --check-prefix=ENTRY

@g = global i32 0
declare void @use()

; ENTRY: entry:
; ENTRY-NEXT: load ptr, ptr @__ref_g
; ENTRY-NOT: load ptr, ptr @__ref_g
; ENTRY: ret void
; USE: entry:
; USE-NEXT: br i1
; USE: one:
; USE-NEXT: load ptr, ptr @__ref_g
; USE: two:
; USE: load ptr, ptr @__ref_g
; USE: ret void
define void @f(i1 %c) {
entry:
  br i1 %c, label %one, label %two
one:
  store i32 1, ptr @g
  br label %end
two:
  call void @use()
  store i32 2, ptr @g
  br label %end
end:
  ret void
}
