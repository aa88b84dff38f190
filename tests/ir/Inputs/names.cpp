namespace ns {
template <class T> struct Box { T t; T get() const { return t; } template <class U> U conv(U u) { return u; } };
struct Widget { int n; Widget(); explicit Widget(int); virtual ~Widget(); int update(); int update(int); int update(const char *, unsigned long long, const Box<int> &) const; operator int() const; operator const char*(); Widget &operator+=(int); Widget *operator->(); int operator()(int); bool operator<(const Widget&) const; int operator[](unsigned); Widget operator*(int) &&; static int st(int (*)(int, char), int[3], Widget &&); };
template <class T> T max(T a, T b) { return a > b ? a : b; }
template <class T> bool operator<<(T a, Widget b) { return a; }
template <class T> bool operator<(T a, Widget b) { return a; }
int use(Box<int>&b, Box<Box<int>>&c) { return b.get() + c.get().t + b.conv<long>(2) + max(1, 2) + max('a', 'b') + (3 << Widget()) + (3 < Widget()); }
Widget::Widget() {} Widget::Widget(int) {} Widget::~Widget() {} int Widget::update() { return 1; } int Widget::update(int) { return 2; }
int Widget::update(const char *, unsigned long long, const Box<int> &) const { return 3; }
Widget::operator int() const { return 1; } Widget::operator const char*() { return ""; }
Widget &Widget::operator+=(int) { return *this; } Widget *Widget::operator->() { return this; } int Widget::operator()(int) { return 0; }
bool Widget::operator<(const Widget&) const { return 0; } int Widget::operator[](unsigned) {return 0;} Widget Widget::operator*(int) && { return *this; }
int Widget::st(int (*)(int, char), int[3], Widget &&) { return 1; }
namespace { int hid(int a) { return [&](int b) { return a + b; }(2); } }
int useh(long a, const void *const *p, long double, short, unsigned short, signed char, unsigned) { struct L { int m() { return 2; } } l; static Widget w; return hid(a) + l.m(); }
}
int f(int x) { return x; }
ns::Widget glob;
