; Texts that are no source-level names, and bad ones, match nothing and do no harm. A Rust function has its path.
; RUN: %python -c "open(r'%t.bad', 'w').write('<' * 60000 + '\n' + '(' * 200 + '\n' + 'a::' * 20000 + '\n' + 'a<' * 60 + '\n::\noperator(\n)::(\nx::~\n(int)\n<int>()\n')"
; RUN: %hpcc_opt --functions-file %t.bad %s -S -o - 2>&1 | FileCheck %s --check-prefix=BAD
; RUN: %hpcc_opt --functions 'net::send,std::sync::lock,odd::name(x' %s -S -o - 2>&1 | FileCheck %s

target triple = "x86_64-pc-windows-msvc"
; BAD-COUNT-10: warning: no function
; BAD-NOT: marked_for
; CHECK-NOT: warning
; CHECK: define void @_RNvC3net4send() #0
; CHECK: define void @"odd::name(x"() #0
; CHECK: define void @_ZN3std4sync4lock17h0123456789abcdefE() #0
; CHECK: define void @"?bad@@@@"() {
define void @_RNvC3net4send() {
  ret void
}
define void @"odd::name(x"() {
  ret void
}
define void @_ZN3std4sync4lock17h0123456789abcdefE() {
  ret void
}
define void @"?bad@@@@"() {
  ret void
}
define void @_Zbroken() {
  ret void
}
define void @"??@0123456789abcdef0123456789abcdef@"() {
  ret void
}
