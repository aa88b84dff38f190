/* Microsoft's layout: a vtable, a cache, the decorated name. */
class type_info {
public:
	virtual ~type_info();
	const char *name() const
	{
		return text;
	}

private:
	void *cache;
	char text[1];
};

namespace std {
using ::type_info;
}
