; Row: constant struct and array operands of phi, select, store, insertvalue and call. Native: addresses of the patch
; image. Right: no direct address is left.
; RUN: %hpcc %x64 %list=store,phi,select,insert,call -O0 -S -o - %s | FileCheck %s
; RUN: %hpcc %x64 %list=store,phi,select,insert,call -O2 -S -o - %s | FileCheck %s
;
; RUN: %clang %x64 %llist=store,phi,select,insert,call -O0 -S -o - %s | native-wrong %s
; RUN: %clang %x64 %llist=store,phi,select,insert,call -O2 -S -o - %s | native-wrong %s

; CHECK-NOT: {{[ \t,][ab]\(%rip\)}}
; CHECK: store:
; CHECK-NOT: {{[ \t,][ab]\(%rip\)}}
; CHECK: __ref_a
; CHECK-NOT: {{[ \t,][ab]\(%rip\)}}
; WRONG: store:
; WRONG: {{[ \t,][ab]\(%rip\)}}

target triple = "x86_64-pc-windows-msvc"
@a = global i32 1
@b = global i32 2
declare void @use({ ptr, ptr })
define void @store(ptr %p) {
  store { ptr, ptr } { ptr @a, ptr @b }, ptr %p
  ret void
}
define { ptr, ptr } @phi(i1 %c) {
entry:
  br i1 %c, label %then, label %end
then:
  call void @use({ ptr, ptr } zeroinitializer)
  br label %end
end:
  %r = phi { ptr, ptr } [ { ptr @a, ptr @b }, %entry ], [ { ptr @b, ptr null }, %then ]
  ret { ptr, ptr } %r
}
define { ptr, ptr } @select(i1 %c) {
  %r = select i1 %c, { ptr, ptr } { ptr @a, ptr @b }, { ptr, ptr } { ptr @b, ptr @a }
  ret { ptr, ptr } %r
}
define { ptr, ptr } @insert(ptr %p) {
  %r = insertvalue { ptr, ptr } { ptr @a, ptr @b }, ptr %p, 1
  ret { ptr, ptr } %r
}
define void @call() {
  call void @use({ ptr, ptr } { ptr @a, ptr getelementptr (i8, ptr @b, i64 2) })
  ret void
}
