extern int g;
__declspec(noinline) inline int inl(int x) { return g += x; }
template <class T> struct box {
	static T shared;
};
template <class T> T box<T>::shared = 1;
int caller(int x) { return inl(x) + box<int>::shared; }
