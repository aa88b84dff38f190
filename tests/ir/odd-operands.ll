; Operands of every odd kind: intrinsics, bundles, funclets, callbr, unreachable blocks, GEP with inrange, casts between
; address spaces, aggregates in aggregates. Verifier-clean with both placements, and no direct use is left.
; RUN: %hpcc_opt --place=entry --functions f1,f2,f3,f4,f5,f6,f7,f8,f9,f10,f11,f12,f13,f14 %s -S -o - | FileCheck %s
; RUN: %hpcc_opt --place=use --functions f1,f2,f3,f4,f5,f6,f7,f8,f9,f10,f11,f12,f13,f14 %s -S -o - | FileCheck %s
; RUN: %hpcc_opt --place=use --functions f1,f2,f3,f4,f5,f6,f7,f8,f9,f10,f11,f12,f13,f14 --seal -Wno-hotpatch-no-debug %s -o - | opt -passes='default<O2>,verify' -disable-output
; CHECK: define void @target()
; CHECK-NOT: {{(load|store|call|phi|switch|getelementptr|icmp|ret|freeze|select|invoke|atomicrmw) .*@(g|arr|_ZTV1V|meta)([^A-Za-z0-9_.]|$)}}
; CHECK: store ptr blockaddress(@f7, %b), ptr %
; CHECK-NOT: {{(load|store|call|phi|switch|getelementptr|icmp|ret|freeze|select|invoke|atomicrmw) .*@(g|arr|_ZTV1V|meta)([^A-Za-z0-9_.]|$)}}
; CHECK: !0 =
target datalayout = "e-m:w-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-windows-msvc"
@g = global i32 0
@arr = global [8 x i32] zeroinitializer
@_ZTV1V = external unnamed_addr constant { [3 x ptr] }
@fa = alias void (), ptr @target
@ca = alias i32, ptr @ro
@ro = constant i32 3
@meta = global i32 0, !type !0
define void @target() { ret void }
declare void @use(ptr)
declare void @usebv(ptr byval(i32))
declare void @usesret(ptr sret(i32))
declare void @inal(ptr inalloca(i32))
declare i32 @__CxxFrameHandler3(...)
declare ptr @llvm.invariant.start.p0(i64, ptr)
declare void @llvm.assume(i1)
declare void @llvm.lifetime.start.p0(ptr)
declare void @llvm.prefetch.p0(ptr, i32, i32, i32)
declare i1 @llvm.type.test(ptr, metadata)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare void @llvm.memcpy.inline.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.masked.store.v2i32.p0(<2 x i32>, ptr, <2 x i1>)
declare void @llvm.masked.scatter.v2i32.v2p0(<2 x i32>, <2 x ptr>, <2 x i1>)
define void @f1() {
  %i = call ptr @llvm.invariant.start.p0(i64 4, ptr @g)
  call void @llvm.assume(i1 true) ["align"(ptr @arr, i64 8), "nonnull"(ptr @g)]
  call void @llvm.prefetch.p0(ptr @g, i32 0, i32 3, i32 1)
  %t = call i1 @llvm.type.test(ptr @meta, metadata !"x")
  call void @llvm.memset.p0.i64(ptr @arr, i8 0, i64 32, i1 false)
  call void @llvm.memcpy.inline.p0.p0.i64(ptr @arr, ptr getelementptr (i8, ptr @arr, i64 16), i64 16, i1 false)
  call void @usebv(ptr byval(i32) @g)
  call void @usesret(ptr sret(i32) @g)
  call void @llvm.masked.store.v2i32.p0(<2 x i32> <i32 1, i32 2>, ptr @arr, <2 x i1> <i1 1, i1 0>)
  call void @llvm.masked.scatter.v2i32.v2p0(<2 x i32> <i32 1, i32 2>, <2 x ptr> <ptr @g, ptr @arr>, <2 x i1> <i1 1, i1 1>)
  ret void
}
define ptr @f2() {
  ret ptr getelementptr inbounds inrange(-16, 8) ({ [3 x ptr] }, ptr @_ZTV1V, i32 0, i32 0, i32 2)
}
define ptr addrspace(270) @f3() {
  ret ptr addrspace(270) addrspacecast (ptr @g to ptr addrspace(270))
}
define i32 @f4() {
  call void @fa()
  %v = load i32, ptr @ca
  ret i32 %v
}
define <4 x ptr> @f5(<4 x i64> %ix) {
  %p = getelementptr i32, ptr @arr, <4 x i64> %ix
  ret <4 x ptr> %p
}
define void @f6() personality ptr @__CxxFrameHandler3 {
entry:
  invoke void @use(ptr @g) to label %end unwind label %pad
pad:
  %c = cleanuppad within none []
  call void @use(ptr @arr) ["funclet"(token %c)]
  store i32 1, ptr getelementptr (i8, ptr @arr, i64 4)
  cleanupret from %c unwind label %pad2
pad2:
  %ph = phi ptr [ getelementptr (i8, ptr @arr, i64 8), %pad ]
  %c2 = cleanuppad within none []
  call void @use(ptr %ph) ["funclet"(token %c2)]
  cleanupret from %c2 unwind to caller
end:
  ret void
}
define i32 @f7() {
entry:
  callbr void asm "", "!i"() to label %a [label %b]
a:
  br label %b
b:
  %p = phi ptr [ getelementptr (i8, ptr @arr, i64 4), %entry ], [ getelementptr (i8, ptr @arr, i64 12), %a ]
  %v = load i32, ptr %p
  ret i32 %v
}
define i64 @f8() {
  ret i64 sub (i64 ptrtoint (ptr @g to i64), i64 ptrtoint (ptr @target to i64))
}
define void @f9() {
  call void @use(ptr dso_local_equivalent @target)
  call void @use(ptr no_cfi @target)
  %fr = freeze ptr @g
  call void @use(ptr %fr)
  unreachable
dead:
  store i32 1, ptr @g
  br label %dead
}
define i32 @f10(i1 %c) {
  %s = select i1 %c, ptr @g, ptr @arr
  %n = icmp eq ptr @g, getelementptr (i8, ptr @arr, i64 4)
  %v = load i32, ptr %s
  %z = zext i1 %n to i32
  %r = add i32 %v, %z
  switch i32 trunc (i64 ptrtoint (ptr @g to i64) to i32), label %x [ i32 5, label %y ]
x:
  ret i32 %r
y:
  ret i32 ptrtoint (ptr @arr to i32)
}
define { [2 x { ptr, i32 }], <2 x ptr> } @f11() {
  ret { [2 x { ptr, i32 }], <2 x ptr> } { [2 x { ptr, i32 }] [{ ptr, i32 } { ptr @g, i32 ptrtoint (ptr @arr to i32) }, { ptr, i32 } undef], <2 x ptr> <ptr poison, ptr @arr> }
}
define void @f12() prefix ptr @g prologue i8 90 {
  store ptr @f12, ptr @g
  store ptr blockaddress(@f7, %b), ptr @arr
  ret void
}
define i1 @f13() {
  %a = load i64, ptr inttoptr (i64 ptrtoint (ptr @g to i64) to ptr)
  %b = atomicrmw xchg ptr @g, i32 trunc (i64 ptrtoint (ptr @arr to i64) to i32) seq_cst
  %x = extractvalue { ptr, ptr } { ptr @g, ptr @arr }, 1
  %c = icmp eq ptr %x, @g
  ret i1 %c
}
define void @f14(ptr %p, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i2, %loop ]
  %q = phi ptr [ @arr, %entry ], [ getelementptr (i8, ptr @arr, i64 4), %loop ]
  store i32 %i, ptr %q
  %i2 = add i32 %i, 1
  %d = icmp ult i32 %i2, %n
  br i1 %d, label %loop, label %exit
exit:
  ret void
}
!0 = !{i64 0, !"x"}
