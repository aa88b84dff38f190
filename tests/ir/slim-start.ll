; A slim patch: what initialises a new variable comes along, for those that are reached; what initialises variables of
; the base, which has run, does not. What several objects may have runs once.
; RUN: printf 'variable old size=4 bytes=07000000\nfunction f\nfunction make\nfunction f_t\n' | base-of %t.hpbase
; RUN: hpcc-opt --functions f --base=%t.hpbase --base-module=a.obj --seal -S %s -o %t.ll 2> %t.out && FileCheck %s --check-prefix=WARN < %t.out && rm %t.out
; RUN: FileCheck %s < %t.ll
; RUN: not grep -e unused -e '__cxx_global_var_init()' %t.ll
; WARN: warning: 'fresh' is not in 'base.dll', so its initialiser runs when the patch is loaded: if it is not new, but was left out by the optimiser, build the base with -fkeep-persistent-storage-variables [-Whotpatch-start]
; WARN-NOT: warning
; RUN: not hpcc-opt --functions f_t --base=%t.hpbase --base-module=a.obj --seal -S %s -o %t.out 2>&1 | FileCheck %s --check-prefix=THREAD
; THREAD: error: 'local' is thread-local and new, and threads that are there already would not run its initialiser: give it a constant one, or keep it in a variable of another kind
; RUN: not test -e %t.out
target datalayout = "e-m:w-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-w64-windows-gnu"

$shared = comdat any

@old = global i32 0
@fresh = internal global i32 0
@second = global [2 x i32] zeroinitializer
@shared = linkonce_odr global i32 0, comdat
@unused = internal global i32 0
@local = thread_local global i32 0
@llvm.global_ctors = appending global [1 x { i32, ptr, ptr }] [{ i32, ptr, ptr } { i32 65535, ptr @_GLOBAL__sub_I_a, ptr null }]

; CHECK-DAG: @hpcc.started.shared = linkonce_odr global i8 0, comdat
; CHECK-DAG: c"fresh\00", section ".hpb$t"
; CHECK-DAG: i16 7, i16 1, ptr @__cxx_global_var_init.1,
; CHECK-DAG: i16 7, i16 0, ptr @__cxx_global_var_init.2,
; CHECK-DAG: i16 7, i16 0, ptr @hpcc.start.shared,
; CHECK-NOT: i16 7
; CHECK-LABEL: define internal void @__cxx_global_var_init.1(
; CHECK: [[MAKE:%.*]] = load ptr, ptr @__ref_make
; CHECK: [[MADE:%.*]] = call i32 [[MAKE]](ptr {{.*}})
; CHECK: store i32 [[MADE]], ptr {{%.*}}
; CHECK-LABEL: define internal void @__cxx_global_var_init.2(
; CHECK-LABEL: define internal void @__cxx_global_var_init.3(
; CHECK-LABEL: define internal void @hpcc.start.shared(
; CHECK: load i8, ptr @hpcc.started.shared
; CHECK: call void @__cxx_global_var_init.3()

declare i32 @make(ptr)
declare void @construct(ptr, ptr)

define i32 @f() {
  %a = load i32, ptr @old
  %b = load i32, ptr @fresh
  %c = load i32, ptr @second
  %d = load i32, ptr @shared
  %e = add i32 %a, %b
  %g = add i32 %c, %d
  %h = add i32 %e, %g
  ret i32 %h
}

define i32 @f_t() {
  %a = load i32, ptr @local
  ret i32 %a
}

define internal void @__cxx_global_var_init() {
  %a = call i32 @make(ptr null)
  store i32 %a, ptr @old
  ret void
}

define internal void @__cxx_global_var_init.1() {
  %a = call i32 @make(ptr @old)
  store i32 %a, ptr @fresh
  ret void
}

define internal void @__cxx_global_var_init.2() {
entry:
  br label %loop
loop:
  %at = phi ptr [ @second, %entry ], [ %next, %loop ]
  call void @construct(ptr %at, ptr @old)
  %next = getelementptr i32, ptr %at, i64 1
  %done = icmp eq ptr %next, getelementptr (i32, ptr @second, i64 2)
  br i1 %done, label %end, label %loop
end:
  ret void
}

define internal void @__cxx_global_var_init.3() {
  %a = call i32 @make(ptr null)
  store i32 %a, ptr @shared
  ret void
}

define internal void @__cxx_global_var_init.4() {
  %a = call i32 @make(ptr null)
  store i32 %a, ptr @unused
  ret void
}

define internal void @__cxx_global_var_init.5() {
  %a = call i32 @make(ptr null)
  store i32 %a, ptr @local
  ret void
}

define internal void @_GLOBAL__sub_I_a() {
  call void @__cxx_global_var_init()
  call void @__cxx_global_var_init.1()
  call void @__cxx_global_var_init.2()
  call void @__cxx_global_var_init.3()
  call void @__cxx_global_var_init.4()
  call void @__cxx_global_var_init.5()
  ret void
}
