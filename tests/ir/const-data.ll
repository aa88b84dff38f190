; Tables that cannot be redirected, since they have no twin in the base image or hold addresses of code in this one:
; direct, and a warning that names the table, the element and its target. A table of this unit that is only read is read
; from a copy, if it holds addresses that must be redirected.
; RUN: %hpcc_opt --functions f,g,h,quiet,copied %s -S -o - 2>&1 | FileCheck %s
; RUN: not %hpcc_opt --functions f -Werror=hotpatch-const-data %s -S -o %t 2>&1 | FileCheck %s --check-prefix=ERROR
; RUN: test ! -e %t
; RUN: %hpcc_opt --functions f,g,h -Wno-hotpatch-const-data %s -S -o - 2>&1 | FileCheck %s --check-prefix=SILENT

; CHECK: warning: 'f' reaches 'pair' directly (compiler-made constant whose address escapes), whose element '.1[1]' points to 'b': the copy in the patch image is used; {{.*}} [-Whotpatch-const-data]
; CHECK: warning: 'g' reaches 'jump' directly (holds label addresses), whose element '[1]' points to 'a': {{.*}} [-Whotpatch-const-data]
; CHECK: warning: 'h' reaches 'moving' directly (holds label addresses): {{.*}} [-Whotpatch-const-data]
; CHECK-NOT: warning
; CHECK: ModuleID
; CHECK: define void @copied(
; CHECK: %[[A:.*]] = load ptr, ptr @__ref_a
; CHECK: store ptr %[[A]], ptr %
; CHECK-NOT: @mixed
; CHECK: indirectbr
; ERROR: error: 'f' reaches 'pair' directly {{.*}} [-Werror,-Whotpatch-const-data]
; SILENT-NOT: {{warning|error}}

target triple = "x86_64-pc-windows-msvc"
@a = global i32 1
@b = global i32 2
@pair = private constant { i32, [2 x ptr] } { i32 1, [2 x ptr] [ptr null, ptr @b] }
@jump = constant [2 x ptr] [ptr blockaddress(@g, %end), ptr @a]
@mixed = internal constant [2 x ptr] [ptr blockaddress(@copied, %end), ptr @a]
@moving = internal global [1 x ptr] [ptr blockaddress(@h, %end)]
@still = internal global [1 x ptr] [ptr blockaddress(@quiet, %end)]
declare void @keep(ptr)

define void @f() {
  call void @keep(ptr @pair)
  ret void
}

define void @g() {
entry:
  %t = load ptr, ptr @jump
  indirectbr ptr %t, [label %end]
end:
  ret void
}

define void @h(ptr %next) {
entry:
  %t = load ptr, ptr @moving
  store ptr %next, ptr @moving
  indirectbr ptr %t, [label %end]
end:
  ret void
}

define void @quiet() {
entry:
  %t = load ptr, ptr @still
  indirectbr ptr %t, [label %end]
end:
  ret void
}

define void @copied(i64 %i) {
entry:
  %p = getelementptr [2 x ptr], ptr @mixed, i64 0, i64 %i
  %t = load ptr, ptr %p
  indirectbr ptr %t, [label %end]
end:
  ret void
}
