// C++ things: classes, templates, exceptions, static initialisers; no headers.
struct Base {
	virtual ~Base();
	virtual int value() const { return 1; }
};
Base::~Base() {}
struct Derived : Base {
	int v = 2;
	int value() const override { return v; }
};
int make();
static int dynamic = make();
template <class T> struct holder {
	static T shared;
	T get() { return shared; }
};
template <class T> T holder<T>::shared = 7;
void may_throw(int);
int guarded(int x)
{
	static Derived once;
	try {
		may_throw(x);
	} catch (int e) {
		return e + once.value();
	} catch (...) {
		return dynamic;
	}
	holder<int> h;
	return h.get();
}
extern "C" int pure(int a, int b) { return a * 31 + b; }
Base *create() { return new Derived; }
