; Annotations select functions and give variables direct access; odd ones are told of or ignored.
; RUN: %hpcc_opt %s -S -o %t.ll 2>%t.err
; RUN: FileCheck %s --input-file %t.ll
; RUN: FileCheck %s --input-file %t.err --check-prefix=WARN

target triple = "x86_64-pc-windows-msvc"
; CHECK-DAG: @local = global i32 0 #[[D:[0-9]+]]
; CHECK-DAG: @g = global i32 0{{$}}
; CHECK-DAG: @__ref_g = {{.*}} ptr @g
; CHECK-NOT: @__ref_local
; CHECK: declare i32 @declared(){{$}}
; CHECK: define i32 @f() #[[M:[0-9]+]]
; CHECK: define i32 @aliased() #[[M]]
; CHECK: define i32 @plain() {
; CHECK-DAG: attributes #[[M]] = {{.*}}"marked_for_windows_hot_patching"
; CHECK-DAG: attributes #[[D]] = {{.*}}"allow_direct_access_in_hot_patch_function"
; WARN: warning: annotation 'hpcc::hotpach' of 'plain' has no effect: {{.*}}[-Whotpatch-name]
; WARN-NEXT: hpcc-opt: warning: annotation 'hpcc::direct' of 'plain' has no effect
; WARN-NEXT: hpcc-opt: warning: annotation 'hpcc::hotpatch' of 'g' has no effect
; WARN-NOT: warning
@local = global i32 0
@g = global i32 0
@alias = alias i32 (), ptr @aliased
@hotpatch = private constant [15 x i8] c"hpcc::hotpatch\00", section "llvm.metadata"
@hotpach = private constant [14 x i8] c"hpcc::hotpach\00", section "llvm.metadata"
@direct = private constant [13 x i8] c"hpcc::direct\00", section "llvm.metadata"
@other = private constant [6 x i8] c"other\00", section "llvm.metadata"
@bytes = private constant [4 x i8] c"hpcc", section "llvm.metadata"
@words = private constant [2 x i32] [i32 1, i32 2], section "llvm.metadata"
@llvm.global.annotations = appending global [13 x { ptr, ptr, ptr, i32, ptr }] [
  { ptr, ptr, ptr, i32, ptr } { ptr @local, ptr @direct, ptr null, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @f, ptr @hotpatch, ptr null, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @alias, ptr @hotpatch, ptr null, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @declared, ptr @hotpatch, ptr null, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @plain, ptr @hotpach, ptr null, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @plain, ptr @direct, ptr null, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @g, ptr @hotpatch, ptr null, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @plain, ptr @other, ptr null, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @plain, ptr @bytes, ptr null, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @plain, ptr @words, ptr null, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr @plain, ptr null, ptr null, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } { ptr null, ptr @hotpatch, ptr null, i32 1, ptr null },
  { ptr, ptr, ptr, i32, ptr } zeroinitializer
], section "llvm.metadata"
declare i32 @declared()
define i32 @f() {
  %a = load i32, ptr @local
  %b = load i32, ptr @g
  %c = add i32 %a, %b
  ret i32 %c
}
define i32 @aliased() {
  ret i32 1
}
define i32 @plain() {
  ret i32 1
}
