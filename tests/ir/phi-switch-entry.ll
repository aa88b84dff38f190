; A phi with several edges of one switch gets one value for that predecessor. Loads: entry.
; RUN: %hpcc_opt --place=entry --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@a = global [4 x i32] zeroinitializer
declare void @use()

; CHECK-LABEL: define ptr @f(
; CHECK: phi ptr [ [[V:%[0-9a-z.]+]], %entry ], [ [[V]], %entry ], [ null, %def ]
; CHECK-NOT: @a
; CHECK: ret ptr
define ptr @f(i32 %i) {
entry:
  switch i32 %i, label %def [
    i32 1, label %end
    i32 2, label %end
  ]
def:
  call void @use()
  br label %end
end:
  %r = phi ptr [ getelementptr (i8, ptr @a, i64 4), %entry ], [ getelementptr (i8, ptr @a, i64 4), %entry ], [ null, %def ]
  ret ptr %r
}
