target triple = "x86_64-pc-windows-msvc"
@pair = global [2 x i32] zeroinitializer
@each = external global i32
@twice = internal global i32 1
@"?value@?1??guarded@@9@4HA" = internal global i32 0
@"?$TSS0@?1??guarded@@9@4HA" = internal global i32 0
@unsaid = internal global i32 0
@lonely = internal global i32 0
@limits = global [2 x i32] [i32 1, i32 3]
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
define i32 @guarded() {
  %r = load i32, ptr @"?$TSS0@?1??guarded@@9@4HA"
  %s = load i32, ptr @"?value@?1??guarded@@9@4HA"
  %t = add i32 %r, %s
  ret i32 %t
}
define i32 @silent() {
  %r = load i32, ptr @unsaid
  store i32 1, ptr @unsaid
  ret i32 %r
}
define i32 @changed() {
  %r = load i32, ptr @limits
  ret i32 %r
}
define i32 @fresh() {
  %r = load i32, ptr @lonely
  store i32 1, ptr @lonely
  ret i32 %r
}
define i32 @looped() {
  ret i32 4
}

define i32 @short() {
  ret i32 5
}
