"""What is written for a ticket that is not opened yet."""

from bot.actions.tickets import conversation, drafts
from bot.actions.work import Work
from bot.rules.channels import in_telegram
from bot.rules.tickets.incoming import TEXT, Incoming
from tests.factories import seen

PLACE = 101


async def test_drafts_can_be_discarded_whoever_has_answered_them(work: Work):
    anna = await seen(work.db, 101, "Анна", work.now)
    boris = await seen(work.db, 102, "Борис", work.now)
    first = Incoming(in_telegram(PLACE, 1), TEXT, "раз")
    answer = Incoming(in_telegram(PLACE, 2), TEXT, "два", reply_to="1")
    draft = await conversation.keep(work, anna, first, None, by_operator=False)
    more = Incoming(in_telegram(PLACE, 3), TEXT, "три", reply_to="1")
    own = await conversation.keep(work, anna, more, None, by_operator=False)
    another = await conversation.keep(work, boris, answer, None, by_operator=False)
    assert (own.reply_to, another.reply_to) == (draft.id, None)
    await drafts.discard(work, anna)
    assert not await drafts.of(work, anna)
    assert (await drafts.of(work, boris)).texts == ("два",)
