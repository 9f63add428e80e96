"""Kind, sender and recipient from a heading."""

from __future__ import annotations

import pytest

from kktei.parse import findings_of_head, parse_head

CASES = [
    ("Letter From Ada Winter to Professor Jonas Berg, Privy Councillor, of the Academy", "letter", ["Ada Winter"], ["Professor Jonas Berg, Privy Councillor, of the Academy"]),
    ("Letter From Ada Winter, Court Painter, of the Academy, to Jonas Berg, Town Clerk, and Olga Berg", "letter", ["Ada Winter, Court Painter, of the Academy"], ["Jonas Berg, Town Clerk", "Olga Berg"]),
    ("Letter From Ada Winter to George Painter and Olga Clerk", "letter", ["Ada Winter"], ["George Painter", "Olga Clerk"]),
    ("Letter From Ada Winter to Jonas Berg, Oslo, and to Olga Berg", "letter", ["Ada Winter"], ["Jonas Berg, Oslo", "Olga Berg"]),
    ("Letter From Ada Winter and from her sister to Jonas Berg and to the Royal Academy", "letter", ["Ada Winter", "her sister"], ["Jonas Berg", "Royal Academy"]),
    ("Letter From the Ambassador to Norland and to Estland (Lund) to Jonas Berg", "letter", ["Ambassador to Norland and to Estland (Lund)"], ["Jonas Berg"]),
    ("Letter From Ada Winter to Jonas Berg, Vienna, late August", "letter", ["Ada Winter"], ["Jonas Berg"]),
    ("Letter From Ada Winter to Jonas Berg, Secretary of State, end of May", "letter", ["Ada Winter"], ["Jonas Berg, Secretary of State"]),
    ("Letter From Ada Winter to Jonas Berg mid-July", "letter", ["Ada Winter"], ["Jonas Berg"]),
    ("Letter From Ada Winter to Jonas Berg, [early March or late April?]", "letter", ["Ada Winter"], ["Jonas Berg"]),
    ("Letter From Ada Winter to Jonas Berg, son of the late August", "letter", ["Ada Winter"], ["Jonas Berg, son of the late August"]),
    ("Anne Dupont à Jean Martin, Paris, fin août", "", ["Anne Dupont"], ["Jean Martin"]),
    ("Response to National Security Study Memorandum 97, Washington, May 3, 1971", "response to national security study memorandum", [], []),
    ("Draft Reply to NSSM 97 Prepared by the Planning Staff", "draft reply to nssm", ["Planning Staff"], []),
    ("Summary of the Response to NSSM 12", "summary of the response to nssm", [], []),
    ("Comments on National Intelligence Estimate 11–4–63", "comments on national intelligence estimate", [], []),
    ("Annex A to Memorandum From Ada Winter to Jonas Berg", "annex a to memorandum", ["Ada Winter"], ["Jonas Berg"]),
    ("Reply to Jonas Berg by Ada Winter", "reply", ["Ada Winter"], ["Jonas Berg"]),
    ("Paper Prepared by the Assistant Secretary of State for Trade and Posts (Berg)", "paper", ["Assistant Secretary of State for Trade and Posts (Berg)"], []),
    ("Paper Prepared by the Deputy Assistant to the President for Trade (Berg) for Secretary of State Winter", "paper", ["Deputy Assistant to the President for Trade (Berg)"], ["Secretary of State Winter"]),
    ("Paper Prepared by the Planning Staff for President Winter", "paper", ["Planning Staff"], ["President Winter"]),
    ("Paper Prepared in the Department of State for the Ministerial Meeting", "paper", ["Department of State"], []),
    ("Letter From the Ambassador-designate to Norland (Berg) to Secretary Winter", "letter", ["Ambassador-designate to Norland (Berg)"], ["Secretary Winter"]),
    ("Memorandum From Jonas Berg of the Office of the Legal Adviser to the Chairman of the Council on Trade Policy (Winter)", "memorandum", ["Jonas Berg of the Office of the Legal Adviser"], ["Chairman of the Council on Trade Policy (Winter)"]),
    ("Memorandum From the Secretary of State (Berg), Ada van der Horst of the Planning Staff, and the United States Board to Admiral von Lund, Secretary of the Treasury Day, and Jonas B. Lund", "memorandum", ["Secretary of State (Berg)", "Ada van der Horst of the Planning Staff", "United States Board"], ["Admiral von Lund", "Secretary of the Treasury Day", "Jonas B. Lund"]),
    ("Airgram From the Embassy in Norland to the Department of State, Repeated to the Mission to the United Nations", "airgram", ["Embassy in Norland"], ["Department of State"]),
    ("Memorandum From Jonas Berg, Jr., the President’s Special Assistant, to President Winter", "memorandum", ["Jonas Berg, Jr., the President’s Special Assistant"], ["President Winter"]),
    ("The Secretary of State to the Minister in Norland (Berg), Serving Also in Ostland", "", ["Secretary of State"], ["Minister in Norland (Berg)"]),
    ("Mr. Berg to Mr. Winter, No. 33", "", ["Mr. Berg"], ["Mr. Winter"]),
    ("Ada Winter to Jonas Berg, San Francisco, [12 June 1934]", "", ["Ada Winter"], ["Jonas Berg"]),
    ("Memorandum From Ada Berg of the National Security Council Staff and David Day to President Winter", "memorandum", ["Ada Berg of the National Security Council Staff", "David Day"], ["President Winter"]),
    ("Memorandum From Ada Berg of the Office of European and Canadian Affairs to President Winter", "memorandum", ["Ada Berg of the Office of European and Canadian Affairs"], ["President Winter"]),
    ("Memorandum to Holders of National Intelligence Estimate 85–62", "memorandum", [], ["Holders of National Intelligence Estimate 85–62"]),
    ("Memorandum for Record", "memorandum for record", [], []),
    ("Memorandum on the Substance of Discussions at a Department of State–Joint Chiefs of Staff Meeting", "memorandum on the substance of discussions", [], []),
    ("Telegram From the Commander in Chief, Allied Command, and Commander of Forces, Norland (Berg) to the Commander in Chief, Pacific (Lund)", "telegram", ["Commander in Chief, Allied Command, and Commander of Forces, Norland (Berg)"], ["Commander in Chief, Pacific (Lund)"]),
    ("Statement Read by President Winter", "statement", ["President Winter"], []),
    ("Joint Statement Following Discussions With Prime Minister Berg", "joint statement", [], []),
    ("Memorandum From the Acting Director of the Information Agency (Berg) to All Personnel", "memorandum", ["Acting Director of the Information Agency (Berg)"], ["All Personnel"]),
    ("Telegram Tosec 123 From the Department of State to Secretary of State Winter, in Oslo", "telegram", ["Department of State"], ["Secretary of State Winter"]),
    ("Cable From the Central Intelligence Agency to the Station in Norland", "cable", ["Central Intelligence Agency"], ["Station in Norland"]),
    ("From Ada Winter to Jonas Berg", "", ["Ada Winter"], ["Jonas Berg"]),
    ("From the Count of Lund to Mr. Winter", "", ["Count of Lund"], ["Mr. Winter"]),
    ("Ada Winter to Jonas Berg. Arles, Monday, 9 July 1888", "", ["Ada Winter"], ["Jonas Berg"]),
    ("Ada Winter to Capt. Berg, Arles, France, Easter Sunday, 1888", "", ["Ada Winter"], ["Capt. Berg"]),
    ("Ada Winter to Jonas Berg, Paris, 14 December [1898]", "", ["Ada Winter"], ["Jonas Berg"]),
    ("Mr. Winter to Mr. Berg, confidential", "", ["Mr. Winter"], ["Mr. Berg"]),
    ("The Secretary of State to the Ambassador in Norland (Winter), for Berg", "", ["Secretary of State"], ["Ambassador in Norland (Winter)"]),
    ("Memorandum by Mr. Berg, Legal Adviser, May 3, 1950", "memorandum", ["Mr. Berg, Legal Adviser"], []),
    ("Joint State–Defense–USIA Message to the Embassy in Norland", "joint state–defense–usia message", [], ["Embassy in Norland"]),
    ("Memorandum From Under Secretary of State Berg and Ada Winter to the President", "memorandum", ["Under Secretary of State Berg", "Ada Winter"], ["President"]),
    ("Telegram Secto 12 from Geneva, March 24", "telegram", ["Geneva"], []),
    ("Note for the File by Jonas Berg", "note", ["Jonas Berg"], []),
    ("Memorandum for the President’s Files by Jonas Berg", "memorandum for the president’s files", ["Jonas Berg"], []),
    ("Memorandum for the Record of a Meeting of the Special Group", "memorandum for the record", [], []),
    ("Presidential Review Memorandum/NSC–21", "presidential review memorandum", [], []),
    ("Memorandum for the File, by the Counselor (Berg)", "memorandum for the file", ["Counselor (Berg)"], []),
    ("J. P. Berg & Co. to the Department of State", "", ["J. P. Berg & Co."], ["Department of State"]),
    ("Messrs. Winter, Berg, and Day to the Consul", "", ["Mr. Winter", "Mr. Berg", "Mr. Day"], ["Consul"]),
    ("The Secretary of State to Representative Jonas Berg, Chairman of the House Committee on Foreign Affairs", "", ["Secretary of State"], ["Representative Jonas Berg, Chairman of the House Committee on Foreign Affairs"]),
    ("Message of the President to the Congress on Norland", "message", ["President"], ["Congress"]),
    ("Draft of Proposed Message From President Winter to Marshal Berg", "draft of proposed message", ["President Winter"], ["Marshal Berg"]),
    ("Circular Telegram Sent to Certain Missions", "circular telegram", [], ["Certain Missions"]),
    ("Circular Instruction to All Diplomatic Officers", "circular instruction", [], ["All Diplomatic Officers"]),
    ("[Inclosure 2 in No. 45.—Translation.] The Minister of Trade (Berg) to the Norland Minister (Day)", "", ["Minister of Trade (Berg)"], ["Norland Minister (Day)"]),
    ("The Commission to Negotiate Peace to the Acting Secretary of State", "", ["Commission to Negotiate Peace"], ["Acting Secretary of State"]),
    ("Protocol to Accompany the Treaty", "protocol", [], []),
    ("The Secretary of State to the Agent and Consul General at Oslo (Berg)", "", ["Secretary of State"], ["Agent and Consul General at Oslo (Berg)"]),
    ("The Secretary of State and the Consul General at Oslo (Berg) to President Winter", "", ["Secretary of State", "Consul General at Oslo (Berg)"], ["President Winter"]),
    ("The Personal Representative of the President to Pope Pius (Berg) to President Winter", "", ["Personal Representative of the President to Pope Pius (Berg)"], ["President Winter"]),
    ("The Secretary of State to the Representative of the President to Pope Pius (Berg)", "", ["Secretary of State"], ["Representative of the President to Pope Pius (Berg)"]),
    ("Oral Statement Handed by the Secretary of State to the Norland Ambassador (Berg) on June 21, 1941", "oral statement", ["Secretary of State"], ["Norland Ambassador (Berg)"]),
    ("Notes Taken by Mr. Berg at a Meeting in the White House", "notes", ["Mr. Berg"], []),
    ("Telegram From the Delegation at the Foreign Ministers Meeting to the Department of State", "telegram", ["Delegation at the Foreign Ministers Meeting"], ["Department of State"]),
    ("Report by the Secretary of State to the President on Norland Affairs", "report", ["Secretary of State"], ["President"]),
    ("Report to the President by the Chairman of the Council on Foreign Economic Policy (Berg)", "report", ["Chairman of the Council on Foreign Economic Policy (Berg)"], ["President"]),
    ("Note by the Executive Secretary to the National Security Council on Norland", "note", ["Executive Secretary"], ["National Security Council"]),
    ("Statement by the Press Secretary to the President (Berg)", "statement", ["Press Secretary to the President (Berg)"], []),
    ("Letter From Mr. Berg to President Winter Through the Legate (Day)", "letter", ["Mr. Berg"], ["President Winter"]),
    ("Memorandum for the record prepared by Berg, May 3", "memorandum for the record", ["Berg"], []),
    ("Evaluation Prepared by the Trade and Posts Committee", "evaluation", ["Trade and Posts Committee"], []),
    ("Notes from transcripts of Council meetings", "notes", [], []),
    ("Memorandum of a Conference With the President", "memorandum of conference", [], []),
    ("Minutes of Senior Review Group Meeting", "minutes", [], []),
    ("The Log of the President’s Visit to Norland", "log", [], []),
    ("Winter–Berg Meeting, May 3, 1943, Evening", "winter–berg meeting", [], []),
    ("Press Release No. 420 of the European Office, Issued at Geneva, August 11, 1948", "press release", [], []),
    ("[No. 49.] Mr. Berg to Mr. Winter.", "", ["Mr. Berg"], ["Mr. Winter"]),
    ("File No. 812.00/8066 The American Ambassador to the Secretary of State", "", ["American Ambassador"], ["Secretary of State"]),
    ("The Consul at Vienna (Berg), Temporarily at Oslo, to the Secretary of State", "", ["Consul at Vienna (Berg)"], ["Secretary of State"]),
    ("Extract From the Diary of Jonas Berg", "extract from the diary", ["Jonas Berg"], []),
    ("Statement Issued to the Press by the Secretary of State, May 3, 1941", "statement", ["Secretary of State"], ["Press"]),
    ("Draft of a Letter to Jonas Berg", "draft of a letter", [], ["Jonas Berg"]),
    ("Resolution Adopted by the Council on May 3", "resolution", ["Council"], []),
    ("Recording of a Telephone Conversation Between President Winter and Jonas Berg", "recording", [], []),
    ("Memorandum for the President’s File", "memorandum for the president’s file", [], []),
    ("Diary Entry for May 3", "diary entry", [], []),
    ("To James Madison, May 3, 1791", "", [], ["James Madison"]),
    ("From Jonas Berg", "", ["Jonas Berg"], []),
    ("Letter 12: Winter to Berg", "letter", ["Winter"], ["Berg"]),
    ("Enclosure: Ada Winter to Jonas Berg", "enclosure", ["Ada Winter"], ["Jonas Berg"]),
    ("XII. To Jonas Berg", "", [], ["Jonas Berg"]),
    ("Postcard (picture of a mule) From Ada Winter to Jonas Berg", "postcard", ["Ada Winter"], ["Jonas Berg"]),
    ("Letter (unsent) to Jonas Berg", "letter", [], ["Jonas Berg"]),
    ("Letter From Ada Winter to Jonas Berg, March [3?], 1887", "letter", ["Ada Winter"], ["Jonas Berg"]),
    ("Letter From Ada Winter to Jonas Berg [March 1887]", "letter", ["Ada Winter"], ["Jonas Berg"]),
    ("Memorandum From Berg (INR) to the Deputy Director (Plans)", "memorandum", ["Berg (INR)"], ["Deputy Director (Plans)"]),
    ("Memorandum From the Secretary of War (Day) to the Secretary of Defense Berg)", "memorandum", ["Secretary of War (Day)"], ["Secretary of Defense Berg"]),
    ("Letter From President Kennedy to Chairman Khrushchev", "letter", ["President Kennedy"], ["Chairman Khrushchev"]),
    ("Message From Chairmen Khrushchev and Brezhnev to President Kennedy", "message", ["Chairman Khrushchev", "Chairman Brezhnev"], ["President Kennedy"]),
    ("Message From the Soviet Ministry of Foreign Affairs to the Soviet Ambassador to the United States (Dobrynin)", "message", ["Soviet Ministry of Foreign Affairs"], ["Soviet Ambassador to the United States (Dobrynin)"]),
    ("Text of Telegram From the Ambassador to Vietnam (Lodge)", "telegram", ["Ambassador to Vietnam (Lodge)"], []),
    ("Telegram From the Mission to the United Nations to the Department of State", "telegram", ["Mission to the United Nations"], ["Department of State"]),
    ("Telegram From the Department of State to the Embassy in Germany and the Mission at Berlin", "telegram", ["Department of State"], ["Embassy in Germany", "Mission at Berlin"]),
    ("Memorandum From McGeorge Bundy to Secretary of State Rusk, Secretary of Defense McNamara, and Director of Central Intelligence McCone", "memorandum", ["McGeorge Bundy"], ["Secretary of State Rusk", "Secretary of Defense McNamara", "Director of Central Intelligence McCone"]),
    ("Memorandum From the Assistant Secretary of State for Near Eastern and South Asian Affairs (Talbot) to the Under Secretary of State (Ball)", "memorandum", ["Assistant Secretary of State for Near Eastern and South Asian Affairs (Talbot)"], ["Under Secretary of State (Ball)"]),
    ("Memorandum of Conversation", "memorandum of conversation", [], []),
    ("National Security Action Memorandum No. 336", "national security action memorandum", [], []),
    ("Special Report Prepared in the Central Intelligence Agency", "special report", ["Central Intelligence Agency"], []),
    ("Oral Statement by Chairman Khrushchev to President Kennedy", "oral statement", ["Chairman Khrushchev"], ["President Kennedy"]),
    ("The Ambassador in Norland (Berg) to the Secretary of State", "", ["Ambassador in Norland (Berg)"], ["Secretary of State"]),
    ("No. 49. Mr. Berg, chargé d’affaires, to Mr. Winter.", "", ["Mr. Berg, chargé d’affaires"], ["Mr. Winter"]),
    ("No. 3 The Chargé in Norland (Day) to the Department of State", "", ["Chargé in Norland (Day)"], ["Department of State"]),
    ("President Berg to Prime Minister Winter", "", ["President Berg"], ["Prime Minister Winter"]),
    ("The Secretary of State, the Secretary of War (Berg), and the Secretary of the Navy (Day) to President Winter", "", ["Secretary of State", "Secretary of War (Berg)", "Secretary of the Navy (Day)"], ["President Winter"]),
    ("Major General Carl B. Day, Deputy to the Under Secretary of the Army, to the Assistant Secretary (Berg)", "", ["Major General Carl B. Day, Deputy to the Under Secretary of the Army"], ["Assistant Secretary (Berg)"]),
    ("The Director of the Staff (Day) to General of the Army Douglas Berg, at Oslo", "", ["Director of the Staff (Day)"], ["General of the Army Douglas Berg"]),
    ("Report to the National Security Council by the Executive Secretary (Berg)", "report", ["Executive Secretary (Berg)"], ["National Security Council"]),
    ("Paper Prepared by the Interdepartmental Group for Europe for the National Security Council", "paper", ["Interdepartmental Group for Europe"], ["National Security Council"]),
    ("Memorandum Prepared by the Counselor for the Department of State (Berg)", "memorandum", ["Counselor for the Department of State (Berg)"], []),
    ("Draft Instructions to the Ambassador in Germany (Berg)", "draft instructions", [], ["Ambassador in Germany (Berg)"]),
    ("Memorandum of Conversation, by Jonas Berg of the Winter Staff", "memorandum of conversation", ["Jonas Berg of the Winter Staff"], []),
    ("Memorandum by the Secretary of State of a Conversation With the Norland Ambassador (Berg)", "memorandum", ["Secretary of State"], []),
    ("Report by the National Security Council on Recommendations With Respect to United States Policy Toward Norland", "report", ["National Security Council"], []),
    ("Memorandum of Discussion at the 228th Meeting of the Norland Council, Oslo, December 9, 1954", "memorandum of discussion", [], []),
    ("Memorandum From Jonas A. Berg, Jr., of the Staff to Ada Winter", "memorandum", ["Jonas A. Berg, Jr., of the Staff"], ["Ada Winter"]),
    ("Letter From the President to the Supreme Commander, Allied Powers, Europe (Berg)", "letter", ["President"], ["Supreme Commander, Allied Powers, Europe (Berg)"]),
    ("Memorandum From Secretary of State Berg and Secretary of the Interior Winter to the President", "memorandum", ["Secretary of State Berg", "Secretary of the Interior Winter"], ["President"]),
    ("Memorandum by the Assistant Secretaries of State for Trade (Berg) and Posts (Day) to the Secretary", "memorandum", ["Assistant Secretary of State for Trade (Berg)", "Assistant Secretary of State for Posts (Day)"], ["Secretary"]),
    ("Memorandum From President Berg to His Assistant (Winter), His Assistant for Trade (Lund), and His Assistant for Posts (Day)", "memorandum", ["President Berg"], ["His Assistant (Winter)", "His Assistant for Trade (Lund)", "His Assistant for Posts (Day)"]),
    ("Paper Approved by the Coordinating Board", "paper", [], []),
    ("Memorandum by the Chief of the Division of Trade (Berg) to the Chief of the Division of International Conferences (Day)", "memorandum", ["Chief of the Division of Trade (Berg)"], ["Chief of the Division of International Conferences (Day)"]),
    ("The Secretary General of the Conference (Berg) to the Secretary of State", "", ["Secretary General of the Conference (Berg)"], ["Secretary of State"]),
    ("The United States Delegation to the Norland Delegation", "", ["United States Delegation"], ["Norland Delegation"]),
    ("Telegram From the Ambassador to the Secretary of State", "telegram", ["Ambassador"], ["Secretary of State"]),
    ("Letter From the Ambassador to the French Community (Berg) to President Winter", "letter", ["Ambassador to the French Community (Berg)"], ["President Winter"]),
    ("Memorandum by the Secretary of State for the President", "memorandum", ["Secretary of State"], ["President"]),
    ("A Report to the President by the Norland Council", "report", ["Norland Council"], ["President"]),
    ("Memorandum Handed to the Secretary of State by the Norland Ambassador (Berg)", "memorandum", ["Norland Ambassador (Berg)"], ["Secretary of State"]),
    ("Study Prepared by the Group for Northern Affairs in Response to National Security Study Memorandum 9", "study", ["Group for Northern Affairs"], []),
    ("Text of a Note From the Norland Ministry to the Embassy", "note", ["Norland Ministry"], ["Embassy"]),
    ("Memorandum of a Conversation Held at the Embassy, Oslo, May 3, 1950", "memorandum of conversation", [], []),
    ("Notes From Lunch Between the Assistant to the President (Berg) and the Norland Chargé (Day)", "notes", [], []),
    ("Message From the Meeting of Foreign Ministers to the President", "message", ["Meeting of Foreign Ministers"], ["President"]),
    ("Reply to the Letter of May 3", "reply", [], []),
    ("Memorandum from Berg to Lund, October 25, enclosing memorandum from Moe to Day. Concern over the outcome.", "memorandum", ["Berg"], ["Lund"]),
    ("Letter from Berg to Ambassador Lund. Norlandic proposals re Oslo", "letter", ["Berg"], ["Ambassador Lund"]),
    ("Memorandum from Berg to Lund, which attaches a memorandum from Moe to Day. Analysis.", "memorandum", ["Berg"], ["Lund"]),
    ("Memorandum From the Special Group (Augmented) to the Secretary of State", "memorandum", ["Special Group (Augmented)"], ["Secretary of State"]),
    ("Comments by the Embassy on the Draft Agreement", "comments", ["Embassy"], []),
    ("Letter From the Secretary of the Record Commission to the Plan Board", "letter", ["Secretary of the Record Commission"], ["Plan Board"]),
    ("Agreement Between Norland and Sudland", "agreement", [], []),
    ("Memorandum From the President to the Secretaries of State, the Treasury, and Defense and the Director of Trade", "memorandum", ["President"], ["Secretary of State", "Secretary of the Treasury", "Secretary of Defense", "Director of Trade"]),
    ("Letter From Representatives Berg and Lund and the Secretary of State to President Winter", "letter", ["Representative Berg", "Representative Lund", "Secretary of State"], ["President Winter"]),
    ("Telegram From the Commander in Chief, U.S. Northern Command, to the Commander in Chief, Pacific", "telegram", ["Commander in Chief, U.S. Northern Command"], ["Commander in Chief, Pacific"]),
    ("Telegram From the Secretary of State’s Party to the Department of State", "telegram", ["Secretary of State’s Party"], ["Department of State"]),
    ("Briefing Paper Prepared in the Department of State for the President’s Visit to Norland", "briefing paper", ["Department of State"], []),
    ("Evaluation Prepared by the Trade Committee, Joint Posts Committee, and National Fleet Center", "evaluation", ["Trade Committee", "Joint Posts Committee", "National Fleet Center"], []),
    ("Notes by General Berg of April 22 meeting with President Winter", "notes", ["General Berg"], []),
    ("Memorandum of conversation, May 3, between President Winter and Senator Berg from Norland. Oslo.", "memorandum of conversation", [], []),
    ("Current Trade Review", "current trade review", [], []),
    ("Telegram From the Commander in Chief, Northern Command, and Chief of the Mission to Norland (Berg) to the President", "telegram", ["Commander in Chief, Northern Command, and Chief of the Mission to Norland (Berg)"], ["President"]),
    ("Telegram From the Commanding General, First Army, and the Commander in Chief, Norland (Berg) to the President", "telegram", ["Commanding General, First Army", "Commander in Chief, Norland (Berg)"], ["President"]),
    ("Study Prepared in Response to National Security Study Memorandum 40", "study", [], []),
    ("Telegram From Secretary of State Berg’s Delegation to the Department of State", "telegram", ["Secretary of State Berg’s Delegation"], ["Department of State"]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "kind", "senders", "recipients"), CASES)
def test_head(head: str, kind: str, senders: list[str], recipients: list[str]) -> None:
    facts = parse_head(head)
    assert facts.kind == kind
    assert [a.wording for a in facts.senders] == senders
    assert [a.wording for a in facts.recipients] == recipients
    assert facts.understood


@pytest.mark.parametrize(
    ("head", "participants"),
    [
        ("Memorandum of a Conversation Between the Secretary of State and the Norland Ambassador (Berg), Department of State, Oslo, May 3, 1955", ["Secretary of State", "Norland Ambassador (Berg)"]),
        ("Conversation Among President Winter, Secretary of State Berg, and the President’s Assistant for Trade (Day)", ["President Winter", "Secretary of State Berg", "President’s Assistant for Trade (Day)"]),
        ("Transcript of Telephone Conversation Between President Winter and his Assistant for Trade (Day)", ["President Winter", "his Assistant for Trade (Day)"]),
        ("Memorandum of Conversation With the Minister of Foreign Affairs, Oslo, May 3, 1950", ["Minister of Foreign Affairs"]),
        ("Memorandum by the Counselor (Berg) of Interviews “With the Norland Ambassador (Day), May 3 and May 5, 1915", ["Norland Ambassador (Day)"]),
        ("Memorandum of Telephone Conversation With Jonas Berg, Jr.", ["Jonas Berg, Jr."]),
        ("Memorandum of Conversation With the President, by the Legate (Berg)", ["President"]),
        ("Memorandum of conversation, March 14, between Secretary Berg and the Norland Foreign Minister, Lund. Oslo.", ["Secretary Berg", "Norland Foreign Minister, Lund"]),
        ("Memorandum of telephone conversation between Berg and Lund, March 14. Oslo.", ["Berg", "Lund"]),
        ("Memorandum of conversation among Berg, Lund, and Day (ICA). Norland request for more aid.", ["Berg", "Lund", "Day (ICA)"]),
        ("Memorandum of discussion among Ambassador Berg, former Minister Lund, Day, and other officials, May 4. Oslo.", ["Ambassador Berg", "Minister Lund", "Day"]),
        ("Memorandum of conversation between Berg and Jonas Lund, Jr. Two Norland Plans for Oslo in May.", ["Berg", "Jonas Lund, Jr."]),
        ("Memorandum of Conversation Among the President, Attorney General, Secretary of State, and Director of Trade", ["President", "Attorney General", "Secretary of State", "Director of Trade"]),
        ("Memorandum of Conversation With Senator Berg From Norland", ["Senator Berg From Norland"]),
        ("Talks Between Norland and Sudland", []),
        ("Memorandum From Berg to Day Concerning Talks With Norland", []),
        ("Report on Discussions With Respect to Norland", []),
        ("Letter From the Secretary of State to President Winter", []),
    ],
)  # fmt: skip
def test_who_took_part_in_a_talk_is_no_sender(head: str, participants: list[str]) -> None:
    facts = parse_head(head)
    assert [a.wording for a in facts.participants] == participants
    assert [a for a in facts.named if a in facts.senders + facts.recipients] == [*facts.senders, *facts.recipients]


def test_a_head_that_fits_nothing_says_so() -> None:
    assert not parse_head("Some Thoughts").understood
    assert parse_head("").kind == ""
    assert [f.code for f in findings_of_head(parse_head("Some Thoughts"), file="a.txt", line=3)] == ["N007"]
    assert findings_of_head(parse_head("Memorandum of Conversation")) == []


@pytest.mark.parametrize(
    ("head", "name", "title", "office"),
    [
        ("Memorandum by Mr. Jonas Berg, Special Assistant to the Under Secretary (Lund)", "Jonas Berg", "Mr.", "Special Assistant to the Under Secretary (Lund)"),
        ("Memorandum by Mr. Jonas Berg of the Office of the Legate (Lund)", "Jonas Berg", "Mr.", "Office of the Legate (Lund)"),
        ("Memorandum by Jonas A. Berg of the Office of the Legate (Lund)", "Jonas A. Berg", None, "Office of the Legate (Lund)"),
        ("Memorandum by Ambassador Jonas A. Berg of the Bureau of Northern Affairs", "Jonas A. Berg", "Ambassador", "Bureau of Northern Affairs"),
        ("Memorandum by the Chief of the Office of the Legate (Lund)", "Lund", "Chief of the Office of the Legate", None),
        ("Memorandum by Mr. Jonas Berg, Jr., of the Policy Staff", "Jonas Berg, Jr.", "Mr.", "Policy Staff"),
        ("Memorandum by Major General Jonas Berg, Deputy to the Under Secretary of the Army", "Jonas Berg", "Major General", "Deputy to the Under Secretary of the Army"),
        ("Letter From the Norland Foreign Minister, Lund, to President Winter", "Lund", "Norland Foreign Minister", None),
        ("The Ambassador in Norland, Jonas Berg, to the Secretary of State", "Jonas Berg", "Ambassador in Norland", None),
        ("Letter From the Consul General, Oslo, to the Department", "Consul General, Oslo", "Consul General, Oslo", None),
        ("Memorandum by the Director, Office of Trade (Day)", "Day", "Director, Office of Trade", None),
        ("Letter From the Commander in Chief, Pacific, to President Winter", "Commander in Chief, Pacific", "Commander in Chief, Pacific", None),
        ("Letter From the Assistant Secretary of Defense (International Security Affairs) to President Winter", *["Assistant Secretary of Defense (International Security Affairs)"] * 2, None),
        ("Letter From Prime Minister Lund of Norland to President Winter", "Lund", "Prime Minister", None),
        ("Letter From King Olaf of Norland to President Winter", "Olaf of Norland", "King", None),
        ("Telegram From Senator Lund From Norland to President Winter", "Lund", "Senator", None),
        ("Memorandum From Ada Berg of the National Trade Staff to President Winter", "Ada Berg", None, "National Trade Staff"),
        ("Telegram From the Commander in Chief, Pacific (Admiral Berg) to President Winter", "Berg", "Commander in Chief, Pacific", None),
        ("Letter From Lieutenant General Jonas Berg (Retired) to President Winter", "Jonas Berg", "Lieutenant General", None),
        ("Jonas Berg (Kilchberg) to Ada Winter (Zürich)", "Jonas Berg", None, None),
        ("Letter From Jonas Berg (Bern) to Ada Winter", "Jonas Berg", None, None),
        ("Letter From Grand Vizier (Berg) to Ada Winter", "Berg", "Grand Vizier", None),
        ("Letter From Marshall Berg of the Embassy in Norland to Ada Winter", "Marshall Berg", None, "Embassy in Norland"),
        ("Letter From her sister Ada to Jonas Berg", "Ada", "her sister", None),
        ("Consul-General Berg to the Secretary of State", "Berg", "Consul-General", None),
        ("Report by the Norland Ambassador", "Norland Ambassador", "Norland Ambassador", None),
    ],
)  # fmt: skip
def test_a_post_in_apposition_is_no_name(head: str, name: str, title: str, office: str | None) -> None:
    (sender,) = parse_head(head).senders
    assert (sender.name, sender.title, sender.office) == (name, title, office)


@pytest.mark.parametrize(
    "post",
    ["Secretary of State", "Acting Secretary of State", "President", "Secretary of State in Paris", "Secretary of State ad interim", "Chargé in Norland", "Minister at Oslo", "Director of the Policy Planning Staff", "Prime Minister", "Minister of Foreign Affairs of Norland"],
)  # fmt: skip
def test_a_post_alone_names_nobody(post: str) -> None:
    (sender,) = parse_head(f"Memorandum by the {post}").senders
    assert sender.is_post


@pytest.mark.parametrize(
    "named",
    ["Secretary of State Berg", "President Winter", "Ada Winter", "Secretary (Berg)", "Director of Central Intelligence Berg", "Jonas Berg of the Policy Planning Staff"],
)  # fmt: skip
def test_a_named_holder_is_somebody(named: str) -> None:
    (sender,) = parse_head(f"Memorandum by {named}").senders
    assert not sender.is_post


@pytest.mark.parametrize(
    ("sender", "kind", "name"),
    [
        ("Director of Central Intelligence Berg", "person", "Berg"),
        ("CIA Director Berg", "person", "Berg"),
        ("the President’s Assistant for National Security Affairs Ada Berg", "person", "Ada Berg"),
        ("the Chairman of the Council of Ministers of the Soviet Union Berg", "person", "Berg"),
        ("the Representative at the United Nations (Berg) in New York", "person", "Berg"),
        ("the Chairman of the Joint Chiefs of Staff", "person", "Chairman of the Joint Chiefs of Staff"),
        ("the Departments of State and Defense", "body", "Departments of State and Defense"),
        ("the Station in Norland", "body", "Station in Norland"),
        ("Diplomatic Representatives in the American Republics", "body", "Diplomatic Representatives in the American Republics"),
        ("Norland Prime Minister Berg", "person", "Berg"),
        ("Berg (S/P)", "person", "Berg"),
        ("S/P", "body", "S/P"),
        ("the Chief of the Norland Delegation Ada Berg", "person", "Ada Berg"),
        ("Secretary of State Berg in Geneva", "person", "Berg"),
        ("the Army Attaché in Norland", "person", "Army Attaché in Norland"),
        ("the Norland Leadership", "body", "Norland Leadership"),
    ],
)  # fmt: skip
def test_whose_name_is_in_a_post(sender: str, kind: str, name: str) -> None:
    (agent,) = parse_head(f"Memorandum From {sender} to President Winter").senders
    assert (agent.kind.value, agent.name) == (kind, name)


@pytest.mark.parametrize(
    "posts", ["Secretary of State, Attorney General,", "Secretary of State, the Attorney General,"]
)
def test_two_posts_without_a_name_are_two(posts: str) -> None:
    senders = parse_head(f"Memorandum From the {posts} to President Berg").senders
    assert [agent.wording for agent in senders] == ["Secretary of State", "Attorney General"]
