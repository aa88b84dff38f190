namespace ui
{
struct Widget {
	static int alive;
	int id = ++alive;
	int update();
	int update(int by);
};

int Widget::alive;

int Widget::update()
{
	return id * 100 + alive;
}

int Widget::update(int by)
{
	return alive += by;
}
} // namespace ui
