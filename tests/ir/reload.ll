; ARM64: with more ref pointers alive across a call than fit into preserved registers, the least used one is loaded
; again; not where code must be small, not on x64, not where they fit. A pointer used twice after a call is loaded once.
; RUN: sed "1i target triple = \"aarch64-pc-windows-msvc\"" %s > %t.a64.ll
; RUN: sed "1i target triple = \"x86_64-pc-windows-msvc\"" %s > %t.x64.ll
; RUN: %hpcc_opt --functions nine,small,eight --place=entry --seal %t.a64.ll -S -o - | FileCheck %s
; RUN: %hpcc_opt --functions nine,small,eight --place=entry --seal %t.x64.ll -S -o - | FileCheck %s --check-prefix=NEVER

; CHECK-LABEL: define void @nine(
; CHECK-COUNT-9: load ptr, ptr @__ref_
; CHECK: call void @use()
; CHECK-NOT: load
; CHECK: %[[AGAIN:.*]] = load volatile ptr, ptr @__ref_j
; CHECK-NEXT: store i32 2, ptr %[[AGAIN]]
; CHECK-NEXT: store i32 3, ptr %[[AGAIN]]
; CHECK-NEXT: ret void
; CHECK-NOT: load volatile
; NEVER-NOT: load volatile

declare void @use()
@a = external global i32
@b = external global i32
@c = external global i32
@d = external global i32
@e = external global i32
@g = external global i32
@h = external global i32
@i = external global i32
@j = external global i32

define void @nine() {
  store i32 1, ptr @a
  store i32 1, ptr @b
  store i32 1, ptr @c
  store i32 1, ptr @d
  store i32 1, ptr @e
  store i32 1, ptr @g
  store i32 1, ptr @h
  store i32 1, ptr @i
  store i32 1, ptr @j
  call void @use()
  store i32 2, ptr @a
  store i32 2, ptr @b
  store i32 2, ptr @c
  store i32 2, ptr @d
  store i32 2, ptr @e
  store i32 2, ptr @g
  store i32 2, ptr @h
  store i32 2, ptr @i
  store i32 2, ptr @j
  store i32 3, ptr @j
  ret void
}

define void @small() optsize {
  store i32 1, ptr @a
  store i32 1, ptr @b
  store i32 1, ptr @c
  store i32 1, ptr @d
  store i32 1, ptr @e
  store i32 1, ptr @g
  store i32 1, ptr @h
  store i32 1, ptr @i
  store i32 1, ptr @j
  call void @use()
  store i32 2, ptr @a
  store i32 2, ptr @b
  store i32 2, ptr @c
  store i32 2, ptr @d
  store i32 2, ptr @e
  store i32 2, ptr @g
  store i32 2, ptr @h
  store i32 2, ptr @i
  store i32 2, ptr @j
  store i32 3, ptr @j
  ret void
}

define void @eight() {
  store i32 1, ptr @a
  store i32 1, ptr @b
  store i32 1, ptr @c
  store i32 1, ptr @d
  store i32 1, ptr @e
  store i32 1, ptr @g
  store i32 1, ptr @h
  store i32 1, ptr @i
  call void @use()
  store i32 2, ptr @a
  store i32 2, ptr @b
  store i32 2, ptr @c
  store i32 2, ptr @d
  store i32 2, ptr @e
  store i32 2, ptr @g
  store i32 2, ptr @h
  store i32 2, ptr @i
  store i32 3, ptr @i
  ret void
}
