target datalayout = "LAYOUT"
target triple = "TRIPLE"
@mine = thread_local global i32 1
define void @f() {
  %place = call ptr @llvm.threadlocal.address(ptr @mine)
  %value = load i32, ptr %place
  %more = add i32 %value, 1
  store i32 %more, ptr %place
  store i32 0, ptr @mine
  ret void
}
declare ptr @llvm.threadlocal.address(ptr)
