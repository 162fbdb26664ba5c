from datetime import timedelta

import pytest

from bot.sandbox.client import GROUP, PINNED, PIXEL
from tests.sandbox.conftest import Refused

BUTTON = {"inline_keyboard": [[{"text": "Взять", "callback_data": "take"}]]}


@pytest.fixture
async def sent(api, started):
    return await api("sendMessage", chat_id=101, text="Было", reply_markup=BUTTON)


async def test_an_edit_changes_the_text_and_takes_the_buttons_not_given(api, started, sent):
    edited = await api(
        "editMessageText", chat_id=101, message_id=sent["message_id"], text="<i>Стало</i>", parse_mode="HTML"
    )
    assert edited["edit_date"]
    seen = await started.sees("Стало")
    assert (seen.edited, seen.html, seen.buttons) == (True, "<i>Стало</i>", ())


async def test_an_edit_that_changes_nothing_is_refused(api, sent):
    with pytest.raises(Refused, match="message is not modified: specified new message content"):
        await api("editMessageText", chat_id=101, message_id=sent["message_id"], text="Было", reply_markup=BUTTON)


async def test_only_the_buttons_change(api, started, sent):
    await api("editMessageReplyMarkup", chat_id=101, message_id=sent["message_id"])
    seen = await started.sees("Было")
    assert (seen.edited, seen.buttons) == (False, ())


async def test_what_is_gone_or_not_the_bots_own_cannot_be_edited(api, started, sent):
    theirs = await started.send("Моё")
    with pytest.raises(Refused, match="message can't be edited"):
        await api("editMessageText", chat_id=101, message_id=theirs.id, text="Не моё")
    await started.delete(sent["message_id"])
    with pytest.raises(Refused, match="message to edit not found"):
        await api("editMessageText", chat_id=101, message_id=sent["message_id"], text="Стало")


async def test_captions_and_media_are_edited_and_texts_are_not_captions(api, started, sent):
    photo = await started.send_photo()
    first = await api("sendPhoto", chat_id=101, photo=photo.media["file_id"], caption="Вид")
    await started.send_file("a.pdf", b"%PDF")
    file_id = (await started.last()).media["file_id"]
    place = {"chat_id": 101, "message_id": first["message_id"]}
    assert (await api("editMessageCaption", caption="Другой вид", **place))["caption"] == "Другой вид"
    changed = await api("editMessageMedia", media={"type": "document", "media": file_id, "caption": "Файл"}, **place)
    assert changed["document"]["file_name"] == "a.pdf"
    with pytest.raises(Refused, match="live_photo is not supported here"):
        await api("editMessageMedia", media={"type": "live_photo", "media": file_id, "photo": file_id}, **place)
    with pytest.raises(Refused, match="there is no caption"):
        await api("editMessageCaption", chat_id=101, message_id=sent["message_id"], caption="x")
    with pytest.raises(Refused, match="there is no text"):
        await api("editMessageText", text="x", **place)


async def test_a_persons_edit_is_told_and_their_deletion_is_not(api, started):
    mine = await started.send("Было")
    await api.updates()
    await started.edit(mine, "Стало")
    [edited] = await api.updates("edited_message")
    assert (edited["message_id"], edited["text"]) == (mine.id, "Стало")
    await started.delete(mine)
    assert await api.updates() == []


async def test_a_persons_new_caption_and_file_are_told(api, started):
    mine = await started.send_photo("Вид")
    await started.edit(mine, "Другой вид")
    await started.edit_file(mine, "other.png", PIXEL + b"!")
    first, second = await api.updates("edited_message")
    assert first["caption"] == second["caption"] == "Другой вид"
    assert first["photo"] != second["photo"]


async def test_the_bot_deletes_for_two_days_only(api, started, sandbox, sent):
    assert await api("deleteMessage", chat_id=101, message_id=sent["message_id"])
    with pytest.raises(Refused, match="message to delete not found"):
        await api("deleteMessage", chat_id=101, message_id=sent["message_id"])
    old = await api("sendMessage", chat_id=101, text="Старое")
    sandbox.clock.move(timedelta(hours=49))
    with pytest.raises(Refused, match="message can't be deleted for everyone"):
        await api("deleteMessage", chat_id=101, message_id=old["message_id"])


async def test_several_are_deleted_at_once(api, started):
    ids = [(await api("sendMessage", chat_id=101, text=text))["message_id"] for text in "абв"]
    assert await api("deleteMessages", chat_id=101, message_ids=[*ids, 999])
    assert not {message.id for message in await started.messages()} & set(ids)


async def test_reactions_go_both_ways(api, started, sent):
    await api("getUpdates", allowed_updates=["message", "message_reaction"])
    mine = await started.send("Спасибо")
    assert await api("setMessageReaction", chat_id=101, message_id=mine.id, reaction=[{"type": "emoji", "emoji": "👍"}])
    assert (await started.last()).reactions == ("👍",)
    await started.react(sent["message_id"], "❤")
    [told] = await api.updates("message_reaction")
    assert (told["message_id"], told["user"]["id"]) == (sent["message_id"], 101)
    assert [reaction["emoji"] for reaction in told["new_reaction"]] == ["❤"]


async def test_reactions_are_not_told_unless_asked_for(api, started, sent):
    await started.react(sent["message_id"], "❤")
    assert await api.updates() == []


@pytest.mark.parametrize(("emoji", "why"), [(["🦖"], "REACTION_INVALID"), (["👍", "❤"], "REACTIONS_TOO_MANY")])
async def test_wrong_reactions_are_refused(api, sent, emoji, why):
    reaction = [{"type": "emoji", "emoji": one} for one in emoji]
    with pytest.raises(Refused, match=why):
        await api("setMessageReaction", chat_id=101, message_id=sent["message_id"], reaction=reaction)


async def test_a_copy_has_the_text_and_not_the_buttons(api, started, vera, sent):
    copy = await api("copyMessage", chat_id=GROUP, from_chat_id=101, message_id=sent["message_id"])
    seen = await vera.sees("Было")
    assert (seen.id, seen.buttons) == (copy["message_id"], ())


async def test_a_copy_of_a_photo_may_have_another_caption(api, started, vera):
    photo = await started.send_photo("Вид")
    await api("copyMessage", chat_id=GROUP, from_chat_id=101, message_id=photo.id, caption="От Анны")
    assert (await vera.sees("От Анны")).media["file_id"] == photo.media["file_id"]


async def test_what_is_gone_and_service_messages_cannot_be_copied(api, started):
    with pytest.raises(Refused, match="message to copy not found"):
        await api("copyMessage", chat_id=101, from_chat_id=101, message_id=999)
    topic = await api("createForumTopic", chat_id=GROUP, name="тема")
    with pytest.raises(Refused, match="message can't be copied"):
        await api("copyMessage", chat_id=101, from_chat_id=GROUP, message_id=topic["message_thread_id"])


async def test_copied_albums_stay_albums(api, started, vera):
    album = await started.send_album([("1.png", PIXEL), ("2.png", PIXEL)])
    text = await started.send("и текст")
    ids = [*(message.id for message in album), text.id]
    copies = await api("copyMessages", chat_id=GROUP, from_chat_id=101, message_ids=ids)
    first, second, third = await vera.messages()
    assert [copy["message_id"] for copy in copies] == [first.id, second.id, third.id]
    assert first.album == second.album != album[0].album
    assert third.album is None


async def test_a_forward_names_its_writer(api, started, vera):
    mine = await started.send("Моё")
    forward = await api("forwardMessage", chat_id=GROUP, from_chat_id=101, message_id=mine.id)
    assert forward["forward_origin"]["sender_user"]["id"] == 101
    assert await api("forwardMessages", chat_id=GROUP, from_chat_id=101, message_ids=[mine.id])


async def test_a_pin_is_shown_and_taken_off(api, sent, started):
    place = {"chat_id": 101, "message_id": sent["message_id"]}
    await api("pinChatMessage", **place)
    shown = await started._get("people/101/messages", chat="bot")
    assert shown[-1]["service"] == PINNED
    assert (await started.last()).id == sent["message_id"]
    assert (await api("getChat", chat_id=101))["pinned_message"]["text"] == "Было"
    await api("unpinChatMessage", **place)
    assert "pinned_message" not in await api("getChat", chat_id=101)
