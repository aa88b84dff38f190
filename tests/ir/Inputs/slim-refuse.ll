target triple = "x86_64-pc-windows-msvc"
@pair = global [2 x i32] zeroinitializer
@each = external global i32
@twice = internal global i32 1
declare i32 @was_data()
define i32 @grown() {
  %r = load i32, ptr @pair
  ret i32 %r
}
define i32 @calls() {
  %r = call i32 @was_data()
  ret i32 %r
}
define i32 @thread() {
  %r = load i32, ptr @each
  ret i32 %r
}
define i32 @static() {
  %r = load i32, ptr @twice
  store i32 %r, ptr @twice
  ret i32 %r
}
define i32 @missing() {
  ret i32 1
}
define i32 @folded() {
  ret i32 2
}
define i32 @narrow() {
  ret i32 3
}
