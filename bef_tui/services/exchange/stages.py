"""Where the words of a file for stages lead in the pipeline; a word that nobody knows becomes a stage of its own."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from bef_tui.data.people import PipelineStage
from bef_tui.exchange.column_names import USUAL_STAGES, key_of
from bef_tui.exchange.reading import LeftOut
from bef_tui.framework.errors import RuleBroken

LONGEST_NAME = 60


class Stages:
    """The pipeline as an import sees it: stages by their names and by the usual words for them."""

    def __init__(self, session: Session, words: Iterable[str], file: str) -> None:
        self._session = session
        self._file = file
        self._stages = list(
            session.exec(select(PipelineStage).order_by(col(PipelineStage.position), col(PipelineStage.id)))
        )
        self.notes: list[LeftOut] = []
        self._by_word: dict[str, PipelineStage] = {}
        for word in dict.fromkeys(word for word in words if word):
            self._by_word[word] = self._found(word)
        self.won, self.lost = self._first("won"), self._first("lost")
        self.first = self._first("open")

    def of(self, word: str) -> int:
        """The stage that a word of the file leads to; the first open one for no word."""
        return self._by_word[word].id or 0 if word else self.first

    def place(self, stage_id: int) -> int:
        """How far along the pipeline a stage is."""
        return next(place for place, stage in enumerate(self._stages) if stage.id == stage_id)

    @property
    def open(self) -> list[int]:
        """The open stages in their order."""
        return [stage.id for stage in self._stages if stage.kind == "open" and stage.id is not None]

    def name(self, stage_id: int) -> str:
        """What a stage is called."""
        return next(stage.name for stage in self._stages if stage.id == stage_id)

    def _found(self, word: str) -> PipelineStage:
        usual = next((name for name, words in USUAL_STAGES.items() if key_of(word) in words.split()), None)
        for name in (word, usual):
            for stage in self._stages:
                if name is not None and stage.kind == "open" and key_of(stage.name) == key_of(name):
                    if key_of(name) != key_of(word):
                        why = f'its deals are put at {stage.name}; --stage "{word}=NAME" says otherwise'
                        self.notes.append(LeftOut(0, f"stage {word}", why, self._file))
                    return stage
        if any(key_of(stage.name) == key_of(word) for stage in self._stages):
            raise RuleBroken(f"“{word}” is no stage for open deals.")
        return self._made(word)

    def _made(self, word: str) -> PipelineStage:
        """A new open stage behind the other open ones."""
        name = word[:LONGEST_NAME]
        place = max((at for at, stage in enumerate(self._stages, 1) if stage.kind == "open"), default=0)
        stage = PipelineStage(name=name, kind="open", position=place + 1)
        self._stages.insert(place, stage)
        for position, other in enumerate(self._stages, start=1):
            other.position = position
            self._session.add(other)
        self._session.flush()
        self.notes.append(
            LeftOut(0, f"stage {word}", "it is new in the pipeline, last of the open ones", self._file)
        )
        return stage

    def _first(self, kind: str) -> int:
        found = next((stage.id for stage in self._stages if stage.kind == kind), None)
        if found is None:
            raise RuleBroken(f"The pipeline has no {kind} stage.")
        return found
