; A debug record that names a global keeps it: debug information makes no ref and no difference in code.
; RUN: %hpcc_opt --functions f %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
@g = global i32 0

; CHECK-NOT: @__ref_g
; CHECK: ret i32 0
define i32 @f() !dbg !8 {
    #dbg_value(ptr @g, !12, !DIExpression(), !11)
  ret i32 0, !dbg !11
}
!llvm.dbg.cu = !{!2}
!llvm.module.flags = !{!6, !7}
!2 = distinct !DICompileUnit(language: DW_LANG_C11, file: !3, producer: "x", isOptimized: false, runtimeVersion: 0, emissionKind: FullDebug)
!3 = !DIFile(filename: "a.c", directory: "/")
!5 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!6 = !{i32 2, !"CodeView", i32 1}
!7 = !{i32 2, !"Debug Info Version", i32 3}
!8 = distinct !DISubprogram(name: "f", scope: !3, file: !3, line: 2, type: !9, spFlags: DISPFlagDefinition, unit: !2)
!9 = !DISubroutineType(types: !10)
!10 = !{!5}
!11 = !DILocation(line: 2, scope: !8)
!12 = !DILocalVariable(name: "p", scope: !8, file: !3, line: 2, type: !5)
