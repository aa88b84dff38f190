; What other files have copies of, and what leads to data: it becomes the file's own, unless other files may count on it.
; RUN: %hpcc_opt --functions f --seal -Wno-hotpatch-no-debug -Wno-hotpatch-const-data %s -S -o - 2>%t.err | FileCheck %s
; RUN: FileCheck %s --check-prefix=WARN --implicit-check-not=warning: <%t.err

target triple = "x86_64-pc-windows-msvc"

@data = external global i32

; A chain: `leaf` leads to data, `inner` to `leaf`, `pure` to nothing.
; CHECK-DAG: define internal i32 @leaf() {
; CHECK-DAG: define internal i32 @inner() {
; CHECK-DAG: define linkonce_odr i32 @pure() comdat {
; CHECK-DAG: define linkonce_odr i32 @unreached() comdat {
$leaf = comdat any
$inner = comdat any
$pure = comdat any
$unreached = comdat any
define linkonce_odr i32 @leaf() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}
define linkonce_odr i32 @inner() comdat {
  %v = call i32 @leaf()
  ret i32 %v
}
define linkonce_odr i32 @pure() comdat {
  ret i32 1
}
define linkonce_odr i32 @unreached() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}

; Two that call each other, and a static one between.
; CHECK-DAG: define internal i32 @ping(
; CHECK-DAG: define internal i32 @pong(
$ping = comdat any
$pong = comdat any
define linkonce_odr i32 @ping(i32 %x) comdat {
  %v = call i32 @between(i32 %x)
  ret i32 %v
}
define internal i32 @between(i32 %x) {
  %v = call i32 @pong(i32 %x)
  ret i32 %v
}
define linkonce_odr i32 @pong(i32 %x) comdat {
  %v = load i32, ptr @data
  %w = call i32 @ping(i32 %v)
  ret i32 %w
}

; A static one without data does not make its callers differ; neither does a global one of one copy, nor a listed one.
; CHECK-DAG: define linkonce_odr i32 @with_static() comdat {
; CHECK-DAG: define linkonce_odr i32 @with_global() comdat {
$with_static = comdat any
$with_global = comdat any
define internal i32 @plain() {
  ret i32 7
}
define linkonce_odr i32 @with_static() comdat {
  %v = call i32 @plain()
  ret i32 %v
}
define i32 @global() {
  %v = load i32, ptr @data
  ret i32 %v
}
define linkonce_odr i32 @with_global() comdat {
  %v = call i32 @global()
  %w = call i32 @f(i32 %v)
  ret i32 %w
}

; A constant table, and a variable, which is the base's.
; CHECK-DAG: @table = internal constant [1 x ptr] [ptr @in_table]
; CHECK-DAG: @hook = linkonce_odr global ptr @in_table, comdat
; CHECK-DAG: define internal i32 @in_table() {
; CHECK-DAG: define internal i32 @by_table() {
$table = comdat any
$hook = comdat any
$in_table = comdat any
$by_table = comdat any
@table = linkonce_odr constant [1 x ptr] [ptr @in_table], comdat
@hook = linkonce_odr global ptr @in_table, comdat
define linkonce_odr i32 @in_table() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}
define linkonce_odr i32 @by_table() comdat {
  %p = load ptr, ptr @table
  %h = load ptr, ptr @hook
  %q = icmp eq ptr %p, null
  %s = select i1 %q, ptr %h, ptr %p
  %v = call i32 %s()
  ret i32 %v
}

; A table of labels, which the program may write, goes with its function; its ref, if it had one, would not help.
; CHECK-DAG: @places = internal global [1 x ptr] [ptr blockaddress(@labels, %there)]
; CHECK-DAG: define internal i32 @labels() {
$places = comdat any
$labels = comdat any
@places = linkonce_odr global [1 x ptr] [ptr blockaddress(@labels, %there)], comdat
define linkonce_odr i32 @labels() comdat {
  %to = load ptr, ptr @places
  indirectbr ptr %to, [label %there]
there:
  %v = load i32, ptr @data
  ret i32 %v
}

; Others' definitions may take the place of these, or count on them.
; CHECK-DAG: define linkonce i32 @any() comdat {
; CHECK-DAG: define weak i32 @weak() comdat {
; CHECK-DAG: define weak_odr i32 @instance() comdat {
; CHECK-DAG: define linkonce_odr i32 @used() comdat {
; CHECK-DAG: define linkonce_odr i32 @included() comdat {
; CHECK-DAG: define linkonce_odr i32 @exported() comdat {
; CHECK-DAG: define weak_odr i32 @calls_leaf() comdat {
; WARN-DAG: warning: 'f' uses 'any', which is not listed and which other files may define: if the base image has none, the linker may take another file's copy, which uses the patch's own data; list it, too [-Whotpatch-comdat]
; WARN-DAG: warning: 'f' uses 'weak', which is not listed
; WARN-DAG: warning: 'f' uses 'instance', which is not listed
; WARN-DAG: warning: 'f' uses 'used', which is not listed
; WARN-DAG: warning: 'f' uses 'included', which is not listed
; WARN-DAG: warning: 'f' uses 'exported', which is not listed
; WARN-DAG: warning: 'f' uses 'calls_leaf', which is not listed
; WARN-DAG: warning: 'f' uses 'weak_table', which leads to functions and which other files may define: if the base image has none, the linker may take another file's copy, which uses the patch's own data; make it static [-Whotpatch-comdat]
$any = comdat any
$weak = comdat any
$instance = comdat any
$used = comdat any
$included = comdat any
$exported = comdat any
$calls_leaf = comdat any
$weak_table = comdat any
@weak_table = weak_odr constant [1 x ptr] [ptr @leaf], comdat
@llvm.used = appending global [1 x ptr] [ptr @used], section "llvm.metadata"
define linkonce i32 @any() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}
define weak i32 @weak() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}
define weak_odr i32 @instance() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}
define linkonce_odr i32 @used() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}
define linkonce_odr i32 @included() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}
define linkonce_odr i32 @exported() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}
define weak_odr i32 @calls_leaf() comdat {
  %v = call i32 @leaf()
  ret i32 %v
}

; What calls one that stays names it as every file does.
; CHECK-DAG: define linkonce_odr i32 @calls_instance() comdat {
$calls_instance = comdat any
define linkonce_odr i32 @calls_instance() comdat {
  %v = call i32 @instance()
  ret i32 %v
}

; Aliases: one that may be left out goes with its function, for another one the function stays.
; CHECK-DAG: @also = internal alias i32 (), ptr @aliased
; CHECK-DAG: define internal i32 @aliased() {
; CHECK-DAG: @also_weak = weak alias i32 (), ptr @aliased_weak
; CHECK-DAG: define linkonce_odr i32 @aliased_weak() comdat {
; WARN-DAG: warning: 'f' uses 'aliased_weak', which is not listed
$aliased = comdat any
$aliased_weak = comdat any
@also = linkonce_odr alias i32 (), ptr @aliased
@also_weak = weak alias i32 (), ptr @aliased_weak
define linkonce_odr i32 @aliased() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}
define linkonce_odr i32 @aliased_weak() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}

; A COMDAT of several: static parts leave it, too; with a global one all stay.
; CHECK-DAG: define internal i32 @leader() {
; CHECK-DAG: define internal i32 @part() {
; CHECK-DAG: define linkonce_odr i32 @first() comdat($group) {
; CHECK-DAG: define linkonce_odr i32 @second() comdat($group) {
; WARN-DAG: warning: 'f' uses 'first', which is not listed
$leader = comdat any
$group = comdat any
define linkonce_odr i32 @leader() comdat {
  %v = load i32, ptr @data
  %w = call i32 @part()
  %s = add i32 %v, %w
  ret i32 %s
}
define internal i32 @part() comdat($leader) {
  ret i32 3
}
define linkonce_odr i32 @first() comdat($group) {
  %v = load i32, ptr @data
  ret i32 %v
}
define linkonce_odr i32 @second() comdat($group) {
  ret i32 4
}

; A personality function of its own.
; CHECK-DAG: define internal void @guarded() personality ptr @handler {
; CHECK-DAG: define internal i32 @handler() {
$guarded = comdat any
$handler = comdat any
define linkonce_odr i32 @handler() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}
define linkonce_odr void @guarded() comdat personality ptr @handler {
  ret void
}

; The ref of a function whose address is compared stays global, so that all files see one address.
; CHECK-DAG: @__ref_compared = linkonce_odr dso_local externally_initialized constant ptr @compared, section ".rdata", comdat
; CHECK-DAG: define internal i32 @compared() {
$compared = comdat any
define linkonce_odr i32 @compared() comdat {
  %v = load i32, ptr @data
  ret i32 %v
}

; CHECK-DAG: define i32 @f(
define i32 @f(i32 %x) {
  call i32 @leaf()
  call i32 @inner()
  call i32 @pure()
  call i32 @ping(i32 1)
  call i32 @with_static()
  call i32 @with_global()
  call i32 @by_table()
  call i32 @labels()
  call i32 @any()
  call i32 @weak()
  call i32 @instance()
  call i32 @used()
  call i32 @included()
  call i32 @exported()
  call i32 @calls_leaf()
  call i32 @calls_instance()
  call i32 @aliased()
  call i32 @also()
  call i32 @aliased_weak()
  call i32 @leader()
  call i32 @first()
  call i32 @second()
  call void @guarded()
  %t = getelementptr ptr, ptr @weak_table, i32 %x
  %p = load ptr, ptr %t
  call i32 %p()
  %h = load ptr, ptr @hook
  %c = icmp eq ptr %h, @compared
  %r = zext i1 %c to i32
  ret i32 %r
}

define i32 @g() {
  %v = call i32 @unreached()
  ret i32 %v
}

!llvm.linker.options = !{!0, !1, !2}
!0 = !{!"/INCLUDE:included"}
!1 = !{!"/DEFAULTLIB:leaf.lib"}
!2 = !{!"/MERGE:.a=.b", !"/EXPORT:g=exported,@1"}
