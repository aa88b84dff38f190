; A listed static function that is only called: the base's optimiser gives it LLVM's own calling convention, which on
; x86 takes arguments in registers, so the patch's must have it, too. Not where the base's optimiser would not, nor
; where both conventions are the same. LLVM's GlobalOpt is the witness: it changes the same functions where nothing is
; listed.
; RUN: sed "1i target triple = \"i686-pc-windows-msvc\"" %s > %t.x86.ll
; RUN: sed "1i target triple = \"x86_64-pc-windows-msvc\"" %s > %t.x64.ll
; RUN: %hpcc_opt --functions '*' -w %t.x86.ll -S -o - | FileCheck %s
; RUN: %opt -passes=globalopt %t.x86.ll -S -o - | FileCheck %s
; RUN: %hpcc_opt --functions '*' -w %t.x64.ll -S -o - | FileCheck %s --check-prefix=SAME

@llvm.used = appending global [1 x ptr] [ptr @used]
@pointer = global ptr @taken

; SAME-NOT: fastcc

; CHECK: define internal fastcc i32 @called(
define internal i32 @called(i32 %a) noinline {
  ret i32 %a
}
; CHECK: define internal fastcc i32 @method(
define internal x86_thiscallcc i32 @method(ptr %this) noinline {
  ret i32 1
}
; CHECK: define internal x86_stdcallcc i32 @stdcall(
define internal x86_stdcallcc i32 @stdcall(i32 %a) noinline {
  ret i32 %a
}
; CHECK: define internal i32 @taken(
define internal i32 @taken(i32 %a) noinline {
  ret i32 %a
}
; CHECK: define internal i32 @used(
define internal i32 @used(i32 %a) noinline {
  ret i32 %a
}
; CHECK: define internal i32 @variadic(
define internal i32 @variadic(i32 %a, ...) noinline {
  ret i32 %a
}
; CHECK: define internal i32 @itself(
define internal i32 @itself(ptr %f) noinline {
  %v = call i32 @itself(ptr @itself)
  ret i32 %v
}
; CHECK: define internal i32 @tail(
define internal i32 @tail(i32 %a) noinline {
  ret i32 %a
}
; CHECK: define internal i32 @tails(
define internal i32 @tails(i32 %a) noinline {
  %v = musttail call i32 @tail(i32 %a)
  ret i32 %v
}

; CHECK: define internal i32 @bare(
define internal i32 @bare(i32 %a) naked noinline {
  call void asm sideeffect "movl 4(%esp), %eax\0Aret", ""()
  unreachable
}

; CHECK: define i32 @caller(
; CHECK: call fastcc i32 @called(i32 1)
; CHECK: call fastcc i32 @method(
; CHECK: call x86_stdcallcc i32 @stdcall(
; CHECK: call i32 @taken(
define i32 @caller(ptr %p) {
  %a = call i32 @called(i32 1)
  %b = call x86_thiscallcc i32 @method(ptr %p)
  %c = call x86_stdcallcc i32 @stdcall(i32 3)
  %d = call i32 @taken(i32 4)
  %e = call i32 @used(i32 5)
  %f = call i32 (i32, ...) @variadic(i32 6, i32 7)
  %g = call i32 @itself(ptr null)
  %h = call i32 @tails(i32 8)
  %i = call i32 @bare(i32 9)
  %r1 = add i32 %a, %b
  %r2 = add i32 %c, %d
  %r3 = add i32 %e, %f
  %r4 = add i32 %g, %h
  %s1 = add i32 %r1, %r2
  %s2 = add i32 %r3, %r4
  %s = add i32 %s1, %s2
  %t = add i32 %s, %i
  ret i32 %t
}
