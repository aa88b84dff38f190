; A ref has a debug record of its own: a global variable expression in the unit's list.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK: @__ref_g = {{.*}}!dbg [[E:![0-9]+]]
; CHECK-DAG: [[E]] = !DIGlobalVariableExpression(var: [[V:![0-9]+]], expr: !DIExpression())
; CHECK-DAG: [[V]] = distinct !DIGlobalVariable(name: "__ref_g"
; CHECK-DAG: globals: [[L:![0-9]+]]
; CHECK-DAG: [[L]] = !{{{.*}}[[E]]{{.*}}}
@g = global i32 0, !dbg !0
define i32 @f() !dbg !8 {
  %v = load i32, ptr @g, !dbg !11
  ret i32 %v, !dbg !11
}
!llvm.dbg.cu = !{!2}
!llvm.module.flags = !{!6, !7}
!0 = !DIGlobalVariableExpression(var: !1, expr: !DIExpression())
!1 = distinct !DIGlobalVariable(name: "g", scope: !2, file: !3, line: 1, type: !5, isLocal: false, isDefinition: true)
!2 = distinct !DICompileUnit(language: DW_LANG_C11, file: !3, producer: "x", isOptimized: false, runtimeVersion: 0, emissionKind: FullDebug, globals: !4)
!3 = !DIFile(filename: "a.c", directory: "/")
!4 = !{!0}
!5 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!6 = !{i32 2, !"CodeView", i32 1}
!7 = !{i32 2, !"Debug Info Version", i32 3}
!8 = distinct !DISubprogram(name: "f", scope: !3, file: !3, line: 2, type: !9, spFlags: DISPFlagDefinition, unit: !2)
!9 = !DISubroutineType(types: !10)
!10 = !{!5}
!11 = !DILocation(line: 2, scope: !8)
