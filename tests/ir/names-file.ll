; A list file: comments, blanks, CRLF and a byte order mark.
; RUN: %python -c "open(r'%t.txt', 'wb').write(b'\xef\xbb\xbf# comment\r\n\r\n  f1  \r\nf2 # why\nf3')"
; RUN: %hpcc_opt --functions-file %t.txt %s -S -o - | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; CHECK-DAG: define i32 @f1({{.*}}#[[M:[0-9]+]]
; CHECK-DAG: define i32 @f2({{.*}}#[[M]]
; CHECK-DAG: define i32 @f3({{.*}}#[[M]]
; CHECK: attributes #[[M]] = {{.*}}"marked_for_windows_hot_patching"
define i32 @f1() {
  ret i32 1
}
define i32 @f2() {
  ret i32 1
}
define i32 @f3() {
  ret i32 1
}
