; Constant structs, arrays and vectors as operands of ret, store, phi, insertvalue, select and call.
; RUN: %hpcc_opt --functions ret,store,phi,insert,select,call,vector %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@a = global i32 1
@b = global i32 2
declare void @use({ ptr, ptr })

; CHECK-LABEL: define { ptr, ptr } @ret(
; CHECK-DAG: load ptr, ptr @__ref_a
; CHECK-DAG: load ptr, ptr @__ref_b
; CHECK: insertvalue { ptr, ptr }
; CHECK: insertvalue { ptr, ptr }
; CHECK-NOT: @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: ret { ptr, ptr } %
define { ptr, ptr } @ret() {
  ret { ptr, ptr } { ptr @a, ptr @b }
}

; CHECK-LABEL: define void @store(
; CHECK-NOT: @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: store [2 x ptr] %
; CHECK-NOT: @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: ret void
define void @store(ptr %p) {
  store [2 x ptr] [ptr @a, ptr @b], ptr %p
  ret void
}

; CHECK-LABEL: define { ptr, ptr } @phi(
; CHECK-NOT: @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: phi { ptr, ptr } [ %
; CHECK-NOT: @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: ret { ptr, ptr }
define { ptr, ptr } @phi(i1 %c) {
entry:
  br i1 %c, label %then, label %end
then:
  br label %end
end:
  %r = phi { ptr, ptr } [ { ptr @a, ptr @b }, %entry ], [ zeroinitializer, %then ]
  ret { ptr, ptr } %r
}

; CHECK-LABEL: define { ptr, ptr } @insert(
; CHECK-NOT: @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: ret { ptr, ptr }
define { ptr, ptr } @insert(ptr %p) {
  %r = insertvalue { ptr, ptr } { ptr @a, ptr @b }, ptr %p, 1
  ret { ptr, ptr } %r
}

; CHECK-LABEL: define { ptr, ptr } @select(
; CHECK-NOT: @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: ret { ptr, ptr }
define { ptr, ptr } @select(i1 %c) {
  %r = select i1 %c, { ptr, ptr } { ptr @a, ptr @b }, { ptr, ptr } { ptr @b, ptr @a }
  ret { ptr, ptr } %r
}

; CHECK-LABEL: define void @call(
; CHECK-NOT: @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: call void @use({ ptr, ptr } %
; CHECK-NOT: @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: ret void
define void @call() {
  call void @use({ ptr, ptr } { ptr @a, ptr getelementptr (i8, ptr @b, i64 2) })
  ret void
}

; CHECK-LABEL: define <2 x ptr> @vector(
; CHECK-NOT: @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: insertelement <2 x ptr>
; CHECK: insertelement <2 x ptr>
; CHECK-NOT: @{{[ab]([^A-Za-z0-9_.]|$)}}
; CHECK: ret <2 x ptr> %
define <2 x ptr> @vector() {
  ret <2 x ptr> <ptr @a, ptr @b>
}
