static int state;

int unrelated(void)
{
	return ++state;
}
