; Right in LLVM: a part split off a listed function (hot/cold splitting) inherits the marking and gets a record.
; RUN: %hpcc %x64 %list=f -O2 -mllvm -hot-cold-split=true -c %s -o %t.obj
; RUN: llvm-readobj --codeview %t.obj | FileCheck %s
;
; RUN: %clang %x64 %llist=f -O2 -mllvm -hot-cold-split=true -c %s -o %t.n.obj
; RUN: llvm-readobj --codeview %t.n.obj | FileCheck %s

; CHECK-DAG: Kind: S_HOTPATCHFUNC
; CHECK-DAG: Name: f{{$}}
; CHECK-DAG: Name: f.cold.1{{$}}

target triple = "x86_64-pc-windows-msvc"
@g = global i32 0
declare void @sink(i32) cold
define i32 @f(i32 %x) !dbg !8 {
entry:
  %c = icmp eq i32 %x, 42
  br i1 %c, label %rare, label %end, !prof !12
rare:
  %v = load i32, ptr @g
  call void @sink(i32 %v), !dbg !11
  call void @sink(i32 1), !dbg !11
  call void @sink(i32 2), !dbg !11
  call void @sink(i32 3), !dbg !11
  call void @sink(i32 4), !dbg !11
  br label %end
end:
  ret i32 %x, !dbg !11
}
!llvm.dbg.cu = !{!2}
!llvm.module.flags = !{!6, !7}
!2 = distinct !DICompileUnit(language: DW_LANG_C11, file: !3, producer: "x", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug)
!3 = !DIFile(filename: "a.c", directory: "/")
!5 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!6 = !{i32 2, !"CodeView", i32 1}
!7 = !{i32 2, !"Debug Info Version", i32 3}
!8 = distinct !DISubprogram(name: "f", scope: !3, file: !3, line: 2, type: !9, spFlags: DISPFlagDefinition, unit: !2)
!9 = !DISubroutineType(types: !10)
!10 = !{!5, !5}
!11 = !DILocation(line: 2, scope: !8)
!12 = !{!"branch_weights", i32 1, i32 100000}
