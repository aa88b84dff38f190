int counter;
struct Base {
	virtual int value() const { return counter; }
	int kept = 3;
};
struct Derived final : Base {
	int value() const override { return ++counter + kept; }
};
extern "C" Base *make()
{
	static Derived one;
	static int times;
	times++;
	return &one;
}
