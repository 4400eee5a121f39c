"""A list says that it is empty only when it has been read."""

from textual.app import App, ComposeResult

from advice_line.tui.widgets.rows import Column, Rows


class Page(App[None]):
    def compose(self) -> ComposeResult:
        yield Rows(Column(""), empty="Nothing waits for you.")


async def test_a_list_that_is_not_read_yet_says_so():
    app = Page()
    async with app.run_test() as pilot:
        rows = app.query_one(Rows)
        assert "Reading…" in rows.render_line(1).text
        rows.set_rows([])
        await pilot.pause()
        assert "Nothing waits for you." in rows.render_line(1).text
