"""Widgets: they draw values, post messages and fetch nothing. Textual and ``bef_tui.framework`` only.

Import from the module that has what you need::

    from bef_tui.widgets.text import plain, clip, shorten, joined, ends, cells, harmless, ControlFilter
        plain(name)                              user text as Content, on one line (lines=True keeps line breaks)
        plain(name, "dim", bold=True)            in a tone; tones: plain good near bad none accent dim
        joined(plain(name), "  ", ("3 d late", "bad"))      pieces side by side
        ends(left, right, width)                 one line with something at both ends
        filled("███", "near")                    the signs of a bar, in the tone's colour for areas
        clip(name, 20) / clip("4.1", 6, "right") exactly so many cells, cut with an ellipsis
        App.get_line_filters: [*super().get_line_filters(), ControlFilter()]

    from bef_tui.widgets.glyphs import glyph, use_ascii, bar, spark, Tone, GlyphName
        glyph("done")                            ✓ (done missed dropped open half full up down same carried late …)

    from bef_tui.widgets.record_table import RecordTable, Column, Row, Cell, EmptyText, RowSource
        RecordTable(Column("Task"), Column("Due", 8), Column("Hours", 6, "right", hide_below=60),
                    header=True, empty=EmptyText("No tasks yet", "What it is for.", "a", "add a task"), id="tasks")
        Row(task.id, (Cell(task.title, glyph="open"), Cell("2 d late", "bad"), "1.5"))
        Row("later", ("Later", "3 open"), kind="section")       Row("n", ("Nothing due.",), kind="note")
        table.show(rows)                         keeps the cursor on its record, repaints only changed lines
        table.show(rows, select=new_id)          puts the cursor on a record; table.select(id) does only that
        table.highlighted / table.highlighted_row
        RecordTable.Highlighted(table, id)       the cursor reached another record (id None: no record)
        RecordTable.Opened(table, id)            enter, or a second click
        A RowSource (len, [a:b], find(id)) instead of a tuple shows any number of rows at no cost.

    from bef_tui.widgets.panel import Panel
        Panel(table, title="This week", subtitle="2 of 4 kept")     hug=True: as high as what is in it
        panel.title("Backlog"); panel.subtitle("12 open", "near")

    from bef_tui.widgets.form import (Form, Filled, TextField, LongTextField, DayField, NumberField, MoneyField,
                                      ChoiceField, RecordField, FlagField, Option, options_of,
                                      OWNER_QUESTION, DUE_QUESTION, DONE_QUESTION)
        Form((TextField("title", "Outcome", required=True, help="What will be true?"),
              RecordField("owner", "Owner", options=(Option(1, "me"), Option(2, "Ada")), required=True,
                          question=OWNER_QUESTION, other=None),          # other=str: new names are welcome
              DayField("due", "Deadline", parse=read_day, required=True, question=DUE_QUESTION),
              NumberField("hours", "Effort", unit="h", whole=False, least=0),        # int or float
              MoneyField("price", "Price", unit="EUR"),                              # minor units
              ChoiceField("cadence", "Cadence", options=options_of("daily", "weekly")),
              FlagField("shared", "Shared"), LongTextField("why", "Why", lines=4)),
             values={"title": goal.title}, raw=draft)    # values: as stored; raw: text of a draft, wins
        Form.Submitted(form, filled): filled.values, filled.changed, filled.opened (frozen mappings by name)
        Form.Typed(form, raw): the text of all fields, for a draft          form.restore(raw)
        form.refuse("due", "That day is over")  shows a refusal below the field; form.is_changed; form.missing
        Required and empty says ``question``; every ``parse`` raises ValueError with one line for the user.

    from bef_tui.widgets.score_panel import ScorePanel, PanelView, panel_lines, folded_line
        panel = ScorePanel(view, folded=False); panel.show(view); panel.folded = True
        PanelView(17.2, "Building", 0.8, (("Clarity", 4.1, "Execution Ready", "good"), ...), self_total=19,
                  gap_pct=31, gap_trend=-6, next_move="Run the refund SOP once", next_gain=0.4,
                  next_category="Systems", stale=False, band_tone="near")
        A category in tone "none" shows its word (no evidence) instead of a bar.

    from bef_tui.widgets.stage_bar import HeaderLine, HeaderView, StageBar, StageTab
        HeaderLine(HeaderView("Acme", "Week 47 · Thu 19 Nov", "review due tomorrow", "R", "near"))   .show(view)
        StageBar((StageTab("5", "Measurement", "Measure", state="half"), ...), active="5")   .show(tabs, active)

    from bef_tui.widgets.key_footer import KeyFooter
        KeyFooter()        the shown bindings that work now: screen first, then focus, then app; help kept at right
        Bindings of one Binding.Group share a hint. Order in BINDINGS is the order of importance.

    from bef_tui.widgets.findings import Findings, Finding
        Findings((Finding("bad", "Churn has no value for two weeks", key="5", target=anything), ...)).tell(findings)
        Findings.Chosen(findings, finding): event.target

    from bef_tui.widgets.bars import ratio_bar, expected_bar, sparkline, change, RatioBar
        ratio_bar(0.62, 20, "near")   expected_bar(actual=0.35, expected=0.6, width=20, tone="bad")
        sparkline((3, 5, None, 8), "dim", last="good")   change(-6, good="down", digits=0, unit=" %")

    from bef_tui.widgets.chart import LineChart, ChartView            from bef_tui.widgets.pareto import Pareto
        LineChart(ChartView((12, 14, None, 16), labels=("W44", ...), target=22, limits=(9, 24),
                            signals=frozenset({3})))   .show(view)
        Pareto((("blocked", 6), ("unclear", 2)))   .show(counts)

    from bef_tui.widgets.lines import Lines          from bef_tui.widgets.empty import Empty, EmptyText
        Lines([plain("one"), plain("two")], id="sum").show_lines(lines)     repaints only changed lines;
        or subclass and write ``draw(width)``, then call ``redraw()``

    from bef_tui.widgets.themes import THEMES        bef-dark, bef-light, bef-ansi: App.register_theme(each)

Bytes: Textual repaints the whole screen whenever the focus moves, because ``Screen.focused`` is a reactive that
repaints. A screen that declares ``focused: Reactive[Widget | None] = Reactive(None, repaint=False)`` sends 1 kB
instead of 10 for a tab in a form; all widgets here light and dim themselves. For the same reason no style sheet
should use ``:focus-within``: it looks up the styles of everything inside again.
"""
