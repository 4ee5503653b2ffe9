# Слова программы по-русски.
#
# Имена сообщений те же, что в en.ftl. Числа пишутся через COUNT; суммы, доли, вероятности и
# даты приходят уже так, как их читают.

## Figures and days

number-group = { " " }
number-decimal = ,
percent = { $n } %
chance-under = меньше { $n } %
chance-over = больше { $n } %
chance-at-least = не меньше { $chance }
points = { $n } п. п.
day = { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}
full-day = { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
} { $year }
and = { " и " }
and-more = { " " }и ещё { COUNT($n) }
deals = { $n ->
    [one] { COUNT($n) } сделка
    [few] { COUNT($n) } сделки
   *[other] { COUNT($n) } сделок
}
leads = { $n ->
    [one] { COUNT($n) } лид
    [few] { COUNT($n) } лида
   *[other] { COUNT($n) } лидов
}
entries = { $many }: { COUNT($n) }
about = около { $sum }
stated = { $sum } { $currency }
stated-included = { $sum } { $currency } с НДС
stated-excluded = { $sum } { $currency } без НДС
from-to = { $from } – { $to }
days-of-month = { $from }–{ $to }
step = { $from } → { $to }
of = { $part } из { $whole }

## Who has agreed

target-nobody = Пока это цель, а не план: в team.toml нет никого, кто её выполнит.
target-not-plan = Пока это цель, а не план: согласились { COUNT($agreed) } из { COUNT($all) }
not-written = ещё не написали, как выполнят: { $names }
not-agreed = написали, но не согласились: { $names }
have-declined = отказались: { $names }
agreed-otherwise = согласились на другие цифры: { $names }
agreed-altered = согласие изменено после подписи: { $names }
all-agreed = С планом { $n ->
    [one] согласился { COUNT($n) } человек
    [few] согласились { COUNT($n) } человека
   *[other] согласились { COUNT($n) } человек
}.
covered = Обязательства покрывают { $raw } личных планов, с учётом вероятности { $weighted }
covered-gap = никто ещё не сказал, откуда возьмутся { $gap }
covered-without-source = Ещё { $sum } без источника и не учтены.
from-leads = { $deals } из { $n ->
    [one] { COUNT($n) } лида
   *[other] { COUNT($n) } лидов
}
done = сделано
by-day = до { $day }
nothing = ничего
was-agreed = { $what }: согласовано { $before }, теперь { $after }
answer = ответ
answer-on = дата
countersigned = подтверждено
state-agreed = согласие
state-declined = отказ
state-stale = устарело
state-damaged = повреждено
state-missing = нет ответа
state-not-written = не написано
agree-again = Нужно новое согласие: { $name }.

## Plan against fact

measure-profit = прибыль
measure-revenue = выручка
measure-signed = подписано
measure-shipped = отгружено
measure-paid = оплачено
measure-deals = сделки
row-unplanned = не планировалось
row-on-plan = по плану
row-ahead = опережение на { $by }
row-behind = отставание на { $by }
row-none-before-start = на начало периода не было ни одного (план { $plan })
row-before-start = из { $all } на начало периода было { $fact } (план { $plan })
to-date-head = нарастающим итогом на { $day }
week-head = неделя { $days }
plan = план
fact = факт
against-plan = к плану
baseline = исходный план
against-baseline = к исходному плану
judge-missing = успехов больше, чем попыток: не все входы записаны
judge-early = судить рано: ещё открыто { COUNT($n) }
judge-too_few = слишком мало, чтобы судить
judge-above = выше плана
judge-below = ниже плана
judge-within_noise = в пределах случайности
none-yet = пока нет
conversion-head = конверсия тех, кому пора

## Will the goal be met

done-profit = { $sum } прибыли
reached-money = { $done ->
    [profit] прибыль
    [signed] подписано
    [shipped] отгружено
   *[paid] оплачено
} { $fact } из { $goal } { $currency }
reached-deals = { $fact } из { COUNT($n) } { $n ->
    [one] сделки
   *[other] сделок
} выиграно
goal-reached = Цель достигнута: { $reached }.
goal-missed = Цель не достигнута: { $reached }, не хватило { $missing }.
goal-too-early = Судить рано: { $reached }, к { $day } ничего и не требуется.
goal-on-pace = Идём по плану: { $reached }.
goal-on-pace-of = Идём по плану: { $reached }; к { $day } по плану должно быть { $plan }.
goal-behind = Отстаём от плана: { $reached }; к { $day } по плану должно быть { $plan }.
goal-at-risk = Цель под угрозой: { $reached }; к { $day } по плану должно быть { $plan }. { $open ->
    [0] Открытых сделок нет
   *[other] Даже если выиграть все открытые сделки
}, на { $end } будет не хватать { $missing }, а новые лиды уже не успеют.
in-hand = Подписано, но ещё не засчитано: { $sum }.
nothing-to-sell = Больше ничего продавать не нужно.
no-deal-all = Открытых сделок в списке нет: осталось добрать { $sum }.
no-deal-in-time = В списке нет сделок, которые должны закрыться до { $end }: осталось добрать { $sum }.
open-deals = { $n ->
    [one] { COUNT($n) } открытая сделка
    [few] { COUNT($n) } открытые сделки
   *[other] { COUNT($n) } открытых сделок
}
open-in-time = { $deals } с закрытием до { $end }
open-worth = { $deals } на { $sum }
open-would-leave = { $deals } дали бы { $sum }
open-at-average = (из них { COUNT($n) } без суммы, по средней сделке)
open-certain = { $n ->
    [1] считаем гарантированной
   *[other] гарантированными считаем { $certain }
}
certain-passed = { $n ->
    [1] Срок закрытия { $deals } уже прошёл: без неё
   *[other] Сроки закрытия { $deals } уже прошли: без них
} было бы { $chance }.
ahead = { $day } ещё не наступило: так было бы, если больше ничего не случится.
open-bring = взвешенно { $sum } из недостающих { $missing }.
open-chance = Без единой новой сделки вероятность достичь цели { $chance }.
open-range = С одними открытыми сделками итог периода от { $low } до { $high } в 8 случаях из 10, если они не зависят друг от друга.
coverage = Открытых сделок в { $times } раза больше, чем осталось добрать; при { $won } выигранных из { $decided } решённых нужно в { $needed } раза.
coverage-short = Открытых сделок в { $times } раза больше, чем осталось добрать: мало, при { $won } выигранных из { $decided } решённых нужно в { $needed } раза.
concentration = Без самой крупной, { $deal }, было бы { $chance }.
without-amount = { $n ->
    [one] У { COUNT($n) } выигранной сделки нет суммы, она не вошла ни в один итог.
   *[other] У { COUNT($n) } выигранных сделок нет суммы, они не вошли ни в один итог.
}
without-date = { $n ->
    [one] У { COUNT($n) } входа в этап нет даты, он нигде не учтён.
   *[other] У { COUNT($n) } входов в этапы нет даты, они нигде не учтены.
}
refuted-title = Этот способ продавать не работает так, как задумано:
refuted = { $segment }, { $step }: по плану { $plan }, на деле { $seen } ({ $grounds }). Развивайте способ продаж или планируйте то, что он даёт.
refuted-both = { $all }; { $now } в этом периоде, остальное — основание плана
refuted-evidence = { $all }; основание самого плана
lacks = Плану не хватает:
more-below = и ещё { COUNT($n) } ниже
unfinished = Неделя не закончилась: данные на вечер { $day }.

## What is to be done

still-to-do = Осталось сделать
this-week = Эта неделя
coming = Следующая неделя, { $days }:
coming-plan = { $done ->
    [profit] получить прибыли
    [signed] подписать
    [shipped] отгрузить
   *[paid] получить
} по плану { $sum }
coming-deals = по плану { $deals }
coming-to-reach = (чтобы достичь цели: { $sum })
plan-spread = Плановая сумма распределена по рабочим дням, а сделка по плану целая и приходит в свой день, поэтому сумма и число сделок могут расходиться.
coming-last-day = { $stage }, пришедшие после { $day }, в этот период не попадут
coming-supply = до тех пор можно получить { COUNT($n) }
coming-next-period = { $need } для следующего периода
coming-then = { COUNT($n) } нужно для следующего
work-hours = часы
coming-too-late = новые { $stage } в этот период уже не попадут
catch-up-money = добрать { $sum }, { $deals }
catch-up-deals = выиграть { $deals }
catch-up-open = из них открыто { COUNT($n) }
catch-up-last-day = засчитываются до { $day } включительно.
catch-up-covered = это должны дать открытые сделки.
catch-up-beside = Кроме того, что дадут открытые сделки:
catch-up-takes = Для этого нужны
catch-up-late = { $need } (не успеть: последний день был { $day })
catch-up-by = { $need } до { $day } ({ COUNT($n) } в неделю)
catch-up-gross = Без открытых сделок понадобилось бы: { $needs }.
catch-up-impossible = Лидами этого не догнать:
catch-up-why = нужно { COUNT($n) } до { $day }, а получить можно { COUNT($supply) }.

## Deals

talk-about = Обсудить:
deal = сделка
client = клиент
owner = ответственный
stage = этап
stage-name = { $title }
amount = сумма
chance = вероятность
close = закрытие
why = почему
next-step = следующий шаг
due = срок
due-on = срок { $day }
in-stage = дней на этапе (обычно)
days-usual = { COUNT($n) } ({ $usual })
slipped = { $n ->
    [one] { COUNT($n) } перенос
    [few] { COUNT($n) } переноса
   *[other] { COUNT($n) } переносов
}
most-left = может принести больше остальных
note-average = без своей суммы, оценена по средней сделке сегмента.
deals-basis-history = Сделки — как они были записаны к { $day }; что датировано не позже, учтено, когда бы это ни внесли.
deals-basis-review = Сделки — те, что в обзоре { $week }.
deals-basis-later_files = К { $day } о сделках ничего записано не было: что без даты, взято на более поздний день.
note-not-as-of = к тому вечеру это ещё никто не записал: значение может быть более поздним.
note-certain = продажи этого сегмента план считает гарантированными: в нём нет шага, на котором сделка может сорваться.
open-deals-title = Открытые сделки
open-deals-on = Открытые сделки на { $day } · { $title }
in-order = { $deals } по важности
first-ones = первые { COUNT($n) }
more-deals = И ещё { COUNT($n) }: все показывает `salesplan deals`.
no-deal-open = Открытых сделок нет.
velocity = При { $won } выигранных из { $decided } решённых, средней сделке { $average } и { COUNT($days) } днях от начала до конца открытые сделки приносят { $sum } в неделю.

## Since the previous review

since = С обзора { $week }:
since-evening = С вечера { $day }:
nothing-happened = Ни одна сделка не пришла, не изменилась и не ушла.
kind-new = Новые
kind-reopened = Снова открыты
kind-pulled_in = Перенесены в период
kind-moved_in = Приняты от других
kind-grown = Выросли
kind-shrunk = Уменьшились
kind-won = Выиграны
kind-lost = Проиграны
kind-gone = Исчезли из списка
kind-slipped = Ушли за период
kind-moved_out = Переданы другим
kind-restated = Решены раньше, записаны сейчас
kind-plan = План считает иначе
kind-rate = Пересчитано по другим курсам
kind-mapping = Импорт читает иначе
happened = { $kind }: { $sum }, { $deals }
happened-count = { $kind }: { $deals }
plan-changed = План: { $what } с { $before } на { $after }
organisation-changed = Команда: { $what } с { $before } на { $after }
rule-changed = Правила: { $name } с { $before } на { $after }
changed-more = и ещё изменений: { COUNT($n) }; их показывает `salesplan diff`

movement = Движение сделок
movement-scope-in-time = Открытые сделки с закрытием до { $end }, с вечера { $since } по вечер { $until }.
movement-scope-all = Все открытые сделки, с вечера { $since } по вечер { $until }.
movement-basis-review = Начало — сделки, по которым сделан обзор { $week }.
movement-basis-history = Обзора раньше не было: начало — то, что было записано о сделках к тому дню.
movement-basis-history-instead = Данные, по которым сделан обзор { $week }, прочитать уже нельзя: начало — то, что было записано о сделках к тому дню.
movement-basis-dates-instead = Данные, по которым сделан обзор { $week }, прочитать уже нельзя, и записей нет: начало — по датам самих сделок. Что без даты, взято на более поздний день; исчезнувших сделок не видно.
movement-end-review = Конец — сделки, по которым сделан обзор самой этой недели.
movement-end-later_files = Файлы намного моложе, и к тому дню ничего записано не было: конец — по датам самих сделок. Что без даты, взято на более поздний день.
movement-end-history = Конец — то, что было записано о сделках к тому дню, и то, что позже датировано не позднее него.
movement-basis-dates = Обзора раньше не было, и записей нет: начало — по датам самих сделок. Что без даты, взято на более поздний день; исчезнувших сделок не видно.
movement-head = что произошло
movement-start = открыто на { $day }
movement-end = открыто на { $day }
movement-average = по средней сделке
movement-which = какие
movement-by-person = По людям
movement-by-segment = По сегментам
movement-nobody = никто
movement-paths = Менялись не один раз
path-amount = { $deal }: { $steps }
path-none = без суммы
path-close-none = без даты
path-step = { $value } с { $day }
path-close = { $deal }, закрытие: { $steps }
restated-title = Теперь известно иначе
restated-about = О неделях, которые уже обсуждались; к этой неделе не относится.
restated-then = тогда
restated-now = теперь
measure-spend = потрачено на лиды

## The review

conversions = Конверсии
had-time = прошли из тех, кому пора
likely-between = вероятный диапазон
expected-now = ожидаем дальше
way-of-selling = способ продаж
all-of-period = за весь период
way-proven = доказан
way-unproven = не доказан
way-refuted = опровергнут
conversions-about = Учтены только те, у кого было обычное для шага время, чтобы пройти дальше.
conversions-stock = Где этап считают вручную, учтены и те, кто был на нём до начала периода.
conversions-ratio = Последний столбец: простое отношение за весь период, для справки.
conversions-mix = { $segment }, { $step }: по плановому составу каналов { $mix }; каналы, из которых пришли на деле, по плану дают { $plan }.
moved-since = План изменился с тех пор, как все согласились { $day }. К тому исходному плану:
by-team = План команды
quota = личный план
committed = обязательства
of-quota = от личного плана
by-likelihood = взвешенно
from-current = текущие
from-repeat = повторные
from-new = новые
gap = разрыв
all = все
rows-more = и ещё { COUNT($n) }
needs = Что нужно плану
promised-head = на этой неделе компания обещала
promised-head-by = на этой неделе компания ({ $owner }) обещала
promised = обещано
came = пришло
missing = не хватает
need-and-supply = Потребность и наличие за период
n-short = не хватает по { COUNT($n) }
need = нужно
there-is = есть
do = что делать
the-plan = План
notes = Заметки:
check-says = Что находит `salesplan check`
severity-warning = предупреждение
severity-error = ошибка
place-of-finding = ({ $file }, строка { $line })
n-errors = { $n ->
    [one] { COUNT($n) } ошибка
    [few] { COUNT($n) } ошибки
   *[other] { COUNT($n) } ошибок
}
n-warnings = { $n ->
    [one] { COUNT($n) } предупреждение
    [few] { COUNT($n) } предупреждения
   *[other] { COUNT($n) } предупреждений
}
no-findings = замечаний нет
check-shows = { $tally }; их показывает `salesplan check`
plans-checked = Проверено планов: { COUNT($n) }; { $tally }.
help = как исправить
findings-more = … и ещё { COUNT($n) }.
drawing = Схема плана
made-by = Подготовлено программой salesplan { $version } по { $commit ->
    [none] файлам вне репозитория
   *[other] коммиту { $commit }
}; данные на { $day }.

## The plan

amount-deals = { $deals }
amount-money = { $sum } { $currency }
amount-profit = { $sum } { $currency } прибыли
goal-line = Цель: { $amount }, с { $from } по { $to }.
goal-line-money = Цель: { $amount }, { $basis }, НДС { $vat }, с { $from } по { $to }.
vat-excluded = не включён
vat-included = включён
levels = Уровни:
level = { $level } { $amount } (вероятность { $chance })
plan-chance-none = Вероятность плана не посчитать: в нём нет конверсий.
plan-chance-then = Когда план составляли, вероятность достичь цели была { $chance }, если лиды и конверсии будут по плану
plan-chance-now = Вероятность достичь цели { $chance }, если лиды и конверсии будут по плану
plan-chance-certain = продажи сегментов «{ $segments }» считаем гарантированными
plan-chance-lattice = (не меньше: суммы сделок округлены вниз)
plan-chance-uncertain = С учётом погрешности исходных данных { $chance }
plan-chance-uncertain-least = С учётом погрешности исходных данных не меньше { $chance }
plan-chance-fixed = конверсии без данных взяты из плана
profit-working = Прибыль: { $revenue } продаж − { $variable } переменных затрат − { $commission } комиссии − { $leads } на лиды
profit-fixed = { " " }− { $fixed } постоянных затрат
tree-profit = { $goal } прибыли и постоянных затрат: { $deals } по { $average }
tree-deals = { $deals } по { $average }
tree-count = { $n ->
    [one] сделка
    [few] сделки
   *[other] сделок
}
no-channel = без канала
chances-to-buy = { $n ->
    [one] { COUNT($n) } возможность
    [few] { COUNT($n) } возможности
   *[other] { COUNT($n) } возможностей
} купить снова ({ $rate })
tree-chance = Вероятность, что { $deals ->
    [1] она будет
   *[other] их будет не меньше { COUNT($deals) }
} при { $n ->
    [1] нём одном
   *[other] этих { COUNT($n) }
}: { $chance }
tree-chance-purchase = Вероятность, что { $deals ->
    [1] она будет
   *[other] их будет не меньше { COUNT($deals) }
}: { $chance }
tree-leads-for = { COUNT($n) } дают { $chance }
tree-certain = Считаем гарантированным: в плане не сказано, как часто это срывается
drawing-deals = сделки: { $n }
drawing-profit = { $sum } { $currency } прибыли и постоянных затрат
grounded-none = Ни один сегмент плана не опирается только на факты.
grounded = На факты опирается { $share } плана.
grounded-all = Каждая цифра плана названа вместе с фактами, на которые опирается.
assumed = Предположения:
assumed-conversion = { $step } { $rate }
assumed-conversion-of = { $step }, { $channel }, { $rate }
assumed-purchase = доля клиентов, которые купят снова, { $rate }
assumed-average = средняя сделка { $sum }
assumed-deals = число сделок
assumed-only = (только { $evidence })

## What the plan needs

need-leads = { $channel }: лиды
need-leads-unassigned = лиды без канала
need-at-start = { $segment }: { $stage }, нужно до начала периода, и что тогда было открыто
need-clients = { $segment }: покупки в среднем
need-hours = { $name }: часы
need-hours-all = часы всех
need-money = деньги на лиды и каналы
do-bring = привести ещё { $n ->
    [one] { COUNT($n) } лид
    [few] { COUNT($n) } лида
   *[other] { COUNT($n) } лидов
}, { $channel },
do-by = до { $by }
do-short-from = (не хватает с { $since })
do-cost = около { $cost } { $currency }
do-find = найти канал на { $leads }
do-find-from = с { $by }
do-fill-late = не хватало в первый день: эти сделки придут позже
do-fill = до первого дня нужно ещё { COUNT($n) } ({ $stage }): получить раньше или планировать более поздние сделки
do-win = привлечь ещё { $n ->
    [one] { COUNT($n) } постоянного клиента
   *[other] { COUNT($n) } постоянных клиентов
} или планировать с ними меньше сделок
do-hours = не хватает { $n } ч
do-hours-first = впервые в { $since }
do-hours-how = освободить, нанять или перенести работу
do-budget = увеличить бюджет на { $cost } { $currency } или планировать лиды дешевле
do-develop = развивать способ продаж
do-develop-leads = или планировать { $leads }
do-larger = продавать крупнее или планировать по { $sum }
way-step = { $segment }: { $step }
way-path = { $segment }: весь путь
way-average = { $segment }: средняя сделка
never = ни разу
stated-for = указано для { $deals }
promised-leads = { $channel }: лиды
promised-hours = часы на продажи
promised-money = деньги на лиды

## One person's part

to-bring = Принести с { $from } по { $to }:
no-quota = Личного плана с { $from } по { $to } нет.
own-plan = Личный план
own-agreed = Согласие дано { $day }
own-countersigned = подтверждено { $day }
own-declined = Отказ { $day }
own-stale = Нужно согласиться снова:
own-damaged = То, на что было дано согласие, с тех пор изменено.
own-not-agreed = Написан, согласия ещё нет.
own-not-written = Ещё не написан: как и откуда это возьмётся?
line-from = источник
line-counts = засчитано
line-likely = вероятность
line-when = когда
line-action = действие
no-source = без источника
line-won = { $sum }, выиграна
hours = Часы

## The team

team-title = { $title }: план команды
team-wrong = Что не так:
team-of = команда { $team }
leads-needed-title = Лиды, которых требуют обязательства
leads-needed = нужно
leads-planned = по плану
leads-supply = можно получить
leads-any = любой канал
leads-too-few = { $n }: мало
not-stated = не указано
line-by-line = Построчно
agreement = Согласие

## The list of reviews, and what the period teaches

index-about = Обзоры плана с { $from } по { $to }, новые сверху.
index-week = неделя
index-verdict = цель
index-reached = достигнуто
index-asked = по плану
index-goal = из
index-chance = вероятность с одними открытыми сделками
verdict-reached = достигнута
verdict-missed = не достигнута
verdict-on_pace = по плану
verdict-behind = отставание
verdict-at_risk = под угрозой
lessons = Уроки
lesson-conversion = { $segment }, { $step }: по плану { $plan }, на деле за период { $seen }{ $pooled }: { $way }.
lesson-pooled = ; вместе с основанием плана { $seen } ({ $grounds }), по плану { $plan }
lesson-lost = { $segment }: проиграно { $deals }
lesson-lost-from = после этапа «{ $stage }»
lesson-weeks = Что говорил каждый обзор и что вышло: { $fact } из { $goal }.

## Clients

clients-title = Клиенты
client-tier = класс
client-potential = могут купить
client-open = открыто
client-won = купили
client-no-deal = нет открытой сделки
client-named-alike = сделок с таким именем нет, а в { $deal } имя похоже
client-small = меньше половины того, что могли бы купить
client-no-step = нет следующего шага
client-overdue = следующий шаг просрочен на { $n ->
    [one] { COUNT($n) } день
    [few] { COUNT($n) } дня
   *[other] { COUNT($n) } дней
}
client-silent = нет контакта { $n ->
    [one] { COUNT($n) } день
    [few] { COUNT($n) } дня
   *[other] { COUNT($n) } дней
}
not-known = неизвестно: { $what }

## Promises

sheet-deals = Сделки для обсуждения
sheet-decision = решение

company = компания
actions = Действия
actions-of = { $title }: действия на { $day }
no-actions = Пока никто ничего не обещал.
action-what = что
action-about = о чём
action-who = кто
action-days = дней
decision = решено
action-open = в работе
action-overdue = просрочено
action-done = сделано
action-dropped = снято
action-kept = выполнено
action-broken = не выполнено
deal-open = сделка открыта
deal-won = сделка выиграна
deal-lost = сделка проиграна
proposals = Предлагаем взять в работу:
proposals-about = Предлагаем взять в работу; первое берут командой `salesplan action add 1`:
promised-last = Обещали на эту неделю:
promised-kept = { $kept ->
    [0] не выполнено { COUNT($broken) }
   *[other] выполнено { COUNT($kept) }{ $broken ->
        [0] { "" }
       *[other] , не выполнено { COUNT($broken) }
    }
}
decided = решено { $added }: { $what } ({ $who }, до { $due }), { $state }
client-could-buy = может купить на { $sum }
as-planned = гарантировано
movement-quiet = Ничего не изменилось: { $deals }
movement-quiet-sum = на { $sum }
movement-quiet-average = { " " }и { $sum } по средней сделке
lesson-promises = { $count ->
    [one] { COUNT($count) } обещание
    [few] { COUNT($count) } обещания
   *[other] { COUNT($count) } обещаний
}: { COUNT($kept) } выполнено, { COUNT($broken) } нарушено, { COUNT($dropped) } снято.
lesson-deals-kept = Сделки, по которым обещанное выполнено: { COUNT($won) } выиграно, { COUNT($lost) } проиграно, { COUNT($open) } не решено.
lesson-deals-broken = Сделки, по которым обещанное не выполнено: { COUNT($won) } выиграно, { COUNT($lost) } проиграно, { COUNT($open) } не решено.
lesson-actions = Обещания и решения периода
promised-not-recorded = не записано: { $what }
not-recorded = не записано
proposal-taken = взято: { $id }
promised-came = обещано { $promised }, пришло { $came }
propose-next-step = { $deal }: договориться о следующем шаге
propose-client-step = { $client }: договориться о следующем шаге
propose-overdue-step = { $deal }: просрочено, сделать: { $step }
propose-new-close = { $deal }: узнать, когда закроется
propose-bring = { $segment }: { $stage }, { $count }
propose-find = { $segment }: найти, откуда возьмутся ещё { $count } ({ $stage })
propose-shift = { $segment }: { $count } { $n ->
    [one] лид
    [few] лида
   *[other] лидов
} по каналу «{ $to }» вместо канала «{ $from }»
propose-develop = { $segment }: развить путь { $from } → { $to }

## Эксперименты и способы продавать

experiments = Эксперименты
experiments-of = Эксперименты плана «{ $title }», { $day }
no-experiments = Ни один не идёт. Новый начинает `salesplan experiments new`; завершённые показывает `--all`.
experiments-details = Варианты подробно
days-of = { $n ->
    [one] { COUNT($n) } день
    [few] { COUNT($n) } дня
    [many] { COUNT($n) } дней
   *[other] { COUNT($n) } дня
}
experiment-average-deal = средняя сделка
experiment-cycle-days = дней до сделки
experiment-cost-per-deal = стоимость сделки
experiment-none = пока без случаев
experiment-share = { $share } из { COUNT($cases) }
experiment-mean = { $mean } ({ COUNT($cases) })
experiment-best = лучший с вероятностью { $chance } — { $arm }
experiment-money = При плановых лидах это примерно { $sum } сверх.
experiment-money-less = При плановых лидах это примерно на { $sum } меньше.
experiment-cost = Плановые сделки обходятся примерно на { $sum } дешевле.
experiment-cost-less = Плановые сделки обходятся примерно на { $sum } дороже.
experiment-leads-more = Для той же цели нужно больше: { $leads }.
experiment-leads = Для той же цели экономия: { $leads }.
experiment-too-early = Судить рано: каждому варианту нужно { COUNT($needed) }.
experiment-few = При стольких случаях видна лишь разница от { $effect } и больше.
experiment-too-few = Стольких случаев не хватит ни для какой разницы.
experiment-unknown-spread = Судить рано: пока неизвестно, насколько один случай отличается от другого.
experiment-never = При { $flow } в неделю столько не наберётся ({ $day }): проверьте перемену крупнее или этап раньше.
experiment-ahead = { $arm } опережает { $first }, но это может объясняться другим.
experiment-better = { $arm } лучше, чем { $first }: принимайте.
experiment-first = Лучше то, что делается сейчас ({ $first }): остановите.
experiment-harm = { $arm }: вероятно, хуже больше чем на { $limit }. Остановите.
experiment-not-shown = Все случаи есть, а разница, ради которой стоило бы менять, не показана: остановите.
experiment-cannot-tell = Сказать нельзя: варианты шли в разное время. Проведите их одновременно.
experiment-stopped = Остановлен: { $day }.
experiment-adopted = Принят вариант { $arm }: { $day }.
experiment-planned = Начало: { $day }.
experiment-arm = вариант
experiment-cases = случаи
experiment-young = рано судить
experiment-seen = факт
experiment-likely = вероятно от и до
experiment-is-best = лучший
experiment-loss = потеря при выборе
experiment-wager = ставка
experiment-about = Отвечает { $owner }. { $segment }, { $measure }; стоит менять начиная с { $effect }; срок: { $from } — { $by }.
experiment-table-about = Случай считается { $days ->
    [0] сразу
    [one] через { COUNT($days) } день после начала
    [few] через { COUNT($days) } дня после начала
    [many] через { COUNT($days) } дней после начала
   *[other] через { COUNT($days) } дня после начала
}, чем бы он ни кончился. Ставка выиграна на второй цифре; без разницы это бывает раз из двадцати.
experiment-traps = Что ещё может давать разницу:
experiment-in-several = Сделок сразу в нескольких вариантах: { COUNT($n) }; они не считаются ни в одном.
experiment-without-amount = Выигранных сделок без суммы: { COUNT($n) }; здесь они ничего не говорят.
experiment-effect = Если «{ $arm }» станет планом:
experiment-between = Вероятно, от { $low } до { $high }.
experiment-design = По плану { $planned }. Чтобы показать разницу в четырёх случаях из пяти, каждому варианту нужно { COUNT($needed) }; сейчас приходит { $flow } в неделю.
experiment-design-short = По плану { $planned }. Эксперимент кончится, когда случаев у каждого варианта будет { COUNT($needed) }; сейчас приходит { $flow } в неделю.
experiment-ends = Это недель: { COUNT($weeks) }, до { $day }.
trap-seasons = Варианты шли в разное время: общих недель только { $shared }.
trap-people = Их вели разные люди: с одними и теми же только { $shared }.
trap-channels = У них разные каналы: через одни и те же только { $shared }.
trap-mix = Всё вместе разница { $together }, внутри каналов { $within }: говорит состав, а не способ продавать.
steps-of = Способ продавать плана «{ $title }», { $day }
steps-title = Способ продавать
steps-details = По шагам
steps-work-first = Сначала работайте здесь: { $step }; один пункт приносит примерно { $sum }.
steps-learn = Учитесь у лучших ({ $best }): если все будут так же, это примерно { $sum } сверх.
steps-nobody = Люди и каналы различаются не больше, чем по случайности: их рейтинг был бы рейтингом везения, поэтому пробуйте другой способ продавать.
steps-deals = { $n } сделки
steps-unknown = Сделок, у которых было время, пока слишком мало, чтобы отличить людей и каналы друг от друга.
no-steps = В плане нет шагов.
steps-step = шаг
steps-people = люди
steps-channels = каналы
steps-point = пункт приносит
spread-differ = различаются: { $best } { $rate }, все { $typical }
spread-unled = различаются, все { $typical }; кто лучший, зависит от незакрытых сделок
spread-by-chance = разница случайна, все { $typical }
spread-too-few = мало, чтобы сравнить
spread-not-followed = считается вручную
steps-about = Людей и каналы сравнивают по всем сделкам, у которых было время, начиная с десяти. Разницей считается то, что случайность дала бы реже чем в одном плане из ста.
steps-play = Версия { $version } плейбука даёт больше, чем все вместе; если по ней будут работать все, это примерно { $sum } сверх. В тексте ли дело, покажет эксперимент.
playbooks-of = Плейбуки плана «{ $title }», { $day }
no-playbooks = Плейбуков нет. Первый запишет `salesplan playbook set STEP FILE`.
playbook-version = версия
playbook-from = с какого дня
playbook-people = кто работает
playbook-text = текст
playbook-all = все
playbook-coming = пока никто
playbook-past = уже никто
playbook-of = Плейбук шага { $step }:
playbook-in-force = версия { $version }, действует с { $day }
playbook-none-in-force = ещё ни одна версия не действует
playbook-shown = { $version }: прошли { $passed }
playbooks-differ = Они различаются больше, чем по случайности: версия { $best } { $rate }, все { $typical }.
playbooks-unled = Они различаются больше, чем по случайности, все { $typical }; какая лучшая, зависит от незакрытых сделок.
playbooks-by-chance = Они различаются не больше, чем по случайности; все { $typical }.
playbooks-too-few = Чтобы сравнить две из них, случаев пока мало.
steps-first = учитесь у лучших; если все будут так же, это примерно { $sum } сверх.

## Откуда приходят лиды

sources = Откуда приходят лиды
sources-of = Откуда приходят лиды плана «{ $title }», { $day }
sources-none = Ни один лид не называет канала, и ни один канал плана лидов не приводит.
sources-details = Каналы и кампании
sources-channel = канал
sources-campaign = кампания
no-campaign = без кампании
sources-plan = лидов по плану
sources-came = пришло
sources-qualified = целевые
sources-warm = тёплые
sources-days = дней до этого
sources-won = стали сделками
sources-cost-lead = стоил лид
sources-cost-deal = стоила сделка
sources-revenue = принёс лид
sources-margin = осталось из этого
sources-cycle = дней до сделки
sources-large = крупные
of-cases = из { COUNT($n) }
sources-aim = Точнее нацелены:
sources-warmth = Теплее:
sources-aim-short = точнее нацелены:
sources-warmth-short = теплее:
sources-reasons = Почему лиды источника «{ $name }» потеряны, не став целевыми:
sources-no-reason = причина не указана
sources-worth = Сколько приносит лид:
sources-worth-differ = они различаются, больше всех — { $best }
sources-worth-by-chance = различаются случайно
sources-worth-too-few = сделок слишком мало для сравнения
sources-likely = { $middle } (от { $low } до { $high })
marginal-head = Что принесли бы дополнительные расходы:
marginal-at = { $name }, при { $spent } в неделю:
marginal-elasticity = на 1 % больше расходов — на { $percent } % больше лидов (от { $low } до { $high }).
marginal-lead = Ещё один лид стоит { $cost }
marginal-deal = ещё одна сделка — { $cost }
marginal-back = С каждых дополнительных 100 от продаж остаётся { $back } (от { $low } до { $high }); вероятность, что это окупается, — { $chance }.
marginal-hardly-varied = расходы почти не менялись, поэтому нельзя сказать, что дали бы дополнительные.
marginal-too-few = недель и лидов слишком мало, чтобы сказать, что дали бы дополнительные расходы.
marginal-trial = Меняйте их через неделю на { $by } вверх и вниз в течение { $weeks ->
    [one] { $weeks } недели
   *[other] { $weeks } недель
}
marginal-trial-or = { "" } или на { $by } в течение { $weeks }
marginal-no-trial = При таком малом числе лидов не хватит и двух лет проб.
shift-move = Пусть из лидов, которые ещё придут, { COUNT($n) } { $n ->
    [one] придёт
   *[other] придут
} по каналу «{ $to }» вместо канала «{ $from }»: вероятность, что это поможет, — { $helps }.
shift-chance = При ожидаемых конверсиях вероятность цели изменится с { $before } до { $after }.
shift-change = С учётом того, какими конверсии могут быть, она меняется на { $middle }, в четырёх случаях из пяти от { $low } до { $high }.
shift-cheaper = Это дешевле на { $sum }.
shift-dearer = Это дороже на { $sum }.
shift-same-cost = Это не дороже.
shift-not-yet = Менять пока рано: { COUNT($n) } { $n ->
    [one] лид
    [few] лида
   *[other] лидов
} по каналу «{ $to }» вместо канала «{ $from }» помогли бы лишь с вероятностью { $helps }, так могло выйти и случайно.
shift-kept = Менять пока рано: { COUNT($n) } { $n ->
    [one] лид
    [few] лида
   *[other] лидов
} по каналу «{ $to }» вместо канала «{ $from }» помогли бы с вероятностью { $helps }, но «{ $from }» ещё может оказаться лучшим каналом, и его лиды нужны, чтобы это понять.
shift-trial = Проба даст больше: при { $cases } { $cases ->
    [one] лиде
   *[other] лидах
} на канал видна разница в { $points }, за { $weeks } { $weeks ->
    [one] неделю
    [few] недели
   *[other] недель
}.
shift-no-trial = При таком числе лидов никакая проба не различит каналы до последнего полезного дня.
shift-none = Ни одному из лидов, которые ещё придут, не лучше прийти по другому каналу в заданных пределах.
shift-knowing = Знать заранее, насколько хорош каждый канал, стоило бы в среднем { $worth }.
shift-to-come = ещё придёт
shift-room = может дать ещё
shift-one-more = ещё один стоит
shift-rate = станут сделками
shift-best = лучший
shift-keeps = оставить
shift-keeps-why = { $name }: оставить { $n } { $n ->
    [one] лид
    [few] лида
   *[other] лидов
}: канал ещё может оказаться лучшим, понять это можно за { $weeks } { $weeks ->
    [one] неделю
    [few] недели
   *[other] недель
}.
shift-begin = Чтобы начать пробу:
shift-about = Конверсии предполагаемые и сближены настолько, насколько их различие может быть случайным. Канал даёт не больше своего предела, а без него — не больше, чем за лучшие четыре недели; сдвиг не дороже запланированного и бюджета. Сделка считается средней, какой бы канал её ни дал.
marginal-traps = Это видно по неделям, когда тратили больше и меньше. Сезон, лиды, приходящие с опозданием, и расходы, которые идут за спросом, выглядят так же; свободны от этого только расходы, которые меняли намеренно.
sources-by-stage = Целевые — лиды, дошедшие до этапа «{ $stage }» за { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}.
sources-by-tag = Целевые — лиды с меткой «{ $tag }»; с какого дня она стоит, не сказано.
sources-about = Тёплые — дошедшие до этапа «{ $warm }» за { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}; стал лид сделкой или нет, решает срок { $limit ->
    [one] { $limit } день
    [few] { $limit } дня
   *[other] { $limit } дней
} после его прихода. Доли — от всех лидов, у которых было столько времени, когда бы они ни пришли; стоимость — за дни, в которые записаны расходы. Если лидов мало, канал неясен, а не плох.

## Charts

team-pages = Страницы команд:
people-title = По людям
channels-title = Лиды по каналам
to-date = нарастающим итогом

chart-goal = Путь к цели
chart-goal-about = Достигнуто { $fact }, по плану { $plan }; цель { $goal }
chart-goal-weeks = По неделям
chart-goal-line = цель
chart-goal-end = открытые сделки
chart-goal-end-about = С одними открытыми сделками итог от { $low } до { $high } в 8 случаях из 10
chart-funnel = План и факт по этапам на сегодня
chart-leads = Лиды по каналам на сегодня
chart-bar = { $what } { $fact } из { $plan }
chart-mermaid-fact-and-plan = Столбцы — факт, линия — план.
chart-mermaid-levels = Каждый столбец — сколько открыто после этого шага.
chart-movement = Движение открытых сделок
chart-movement-about = С { $start } до { $end }: { $steps }
chart-movement-start = начало
chart-movement-end = конец

## Reasons, as the bundled rule of priority writes them; see language/phrases.rs

reason-priority = приоритетная
reason-large-usual = крупная: { $a-text } (обычно { $b-text })
reason-large = крупная: { $a-text }
reason-biggest = самая крупная из открытых: { $a-text } % цели
reason-likely = вероятна: { $a-text } %
reason-no-step = нет следующего шага
reason-step-overdue = следующий шаг просрочен на { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
}
reason-close-passed = дата закрытия прошла { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
} назад
reason-closes-today = закрывается сегодня
reason-closes-in = закрывается через { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
}
reason-pushed = переносили { $a ->
    [one] { $a-text } раз
    [few] { $a-text } раза
   *[other] { $a-text } раз
}, всего на { $b ->
    [one] { $b-text } день
    [few] { $b-text } дня
   *[other] { $b-text } дней
}
reason-in-stage = { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
} на этапе (обычно { $b-text })
reason-in-stage-planned = { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
} на этапе (до сделки по плану { $b-text })
reason-silent-usual = нет контакта { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
} (обычно { $b-text })
reason-silent = нет контакта { $a ->
    [one] { $a-text } день
    [few] { $a-text } дня
   *[other] { $a-text } дней
}

## Findings, as they are written where they are found; see language/phrases.rs

finding-unexpected = { $a } никем не читается
finding-qualifying-stage-unknown = ни одна воронка не ведёт к этапу `{ $a }`, по которому судят о лидах
finding-qualifying-tag-unused = ни у одной сделки плана `{ $a }` нет метки `{ $b }`, поэтому ни один лид не считается целевым
finding-unused-funnel = воронку `{ $a }` не использует ни один сегмент
finding-goal-exceeded = сегменты дают { $a }, на { $b } больше цели
finding-leads-without-channel = каналы `{ $a }` дают { $b-text } из { $c ->
    [one] { $c-text } лида
   *[other] { $c-text } лидов
}: без канала { $d-text }
finding-mix = конверсия каналов `{ $a }` не такая, как у воронки: лидов { $b-text } вместо { $c-text }
finding-quota-without-days = { $a }: доля в `{ $b }` есть, а рабочих дней в периоде нет
finding-nobody-sells = сегмент `{ $a }` никто из команды не продаёт
finding-shares-below = доли в `{ $a }` составляют { $b-text } %, а остальное взять некому
finding-shares-exceed = доли в `{ $a }` больше целого
finding-no-source = в строке не сказано, откуда деньги
finding-no-action = в строке не сказано, что для этого делается
finding-action-overdue = `{ $a }`: срок был { $b }
finding-outside-period = `{ $a }` вне периода плана: строка не засчитана
finding-counted-twice = на сделку `{ $b }` без деления рассчитывают { $a }: { $c }
finding-shares-of-deal = доли сделки `{ $a }` составляют { $b-text } %
finding-deal-lost-on = сделка `{ $a }` проиграна { $b }: строка не засчитана
finding-deal-lost = сделка `{ $a }` проиграна: строка не засчитана
finding-deal-unknown = сделки `{ $a }` нет: строка не засчитана
finding-signed-before = сделка `{ $a }` подписана { $b }, до начала периода: строка не засчитана
finding-above-the-deal = строка рассчитывает на { $a } от сделки `{ $b }`, в которой { $c }
finding-leads-not-there = обязательства рассчитывают на { $a ->
    [one] { $a-text } лид
    [few] { $a-text } лида
   *[other] { $a-text } лидов
} от `{ $b }`, а за период он может дать { $c-text }
finding-quotas-frozen = { $a }: личного плана в `{ $b }` нет, остальные согласились на всё целиком
finding-agreement-damaged = согласие `{ $a }` не засчитано: { $b }
finding-baseline-damaged = с исходным планом не сравнивается: { $a }
finding-person-unknown-counts = `{ $a }` нет в team.toml: обязательства не засчитаны
finding-person-unknown = `{ $a }` нет в team.toml
finding-channel-unknown = в плане нет канала `{ $a }`
finding-without-segment = сделка `{ $a }` без сегмента и не учтена
finding-deals-without-segment = сделки без сегмента ({ $a-text }) нигде не учтены
finding-dates-reversed = даты сделки `{ $a }` идут назад: { $b } позже { $c }
finding-overlap-all = варианты `{ $a }` и `{ $b }` эксперимента `{ $c }` берут одни и те же сделки
finding-overlap-more = варианты `{ $a }` и `{ $b }` эксперимента `{ $c }` оба берут { $d } и ещё { $e-text }
finding-overlap = варианты `{ $a }` и `{ $b }` эксперимента `{ $c }` оба берут { $d }
finding-by-hand = эксперимент `{ $a }` следит за сделками, а `{ $b }` сегмента `{ $c }` считают вручную
finding-no-tags = у расходов нет меток и плейбуков, поэтому стоимость варианта `{ $a }` эксперимента `{ $b }` неизвестна
finding-no-spending = ни один расход не относится к варианту `{ $a }` эксперимента `{ $b }`
finding-not-learnt = эксперименту `{ $a }` нужно случаев на вариант: { $b-text }; при { $c-text } в неделю до { $e } их придёт { $d-text }
finding-playbook-begins-twice = версии `{ $a }` и `{ $b }` плейбука начинаются { $c } у одних и тех же людей
help-give-another-day-or-people = дайте одной из них другой день или других людей
finding-too-many-arms = если вариантов { $a-text }, эксперимент не покажет ни одного
label-too-many-arms = слишком много вариантов
help-test-fewer-arms = не больше { $a-text }, и сначала самые многообещающие
finding-too-many-versions = версий плейбуков { $a-text }: больше, чем кто-либо применит
label-too-many-versions = слишком много версий
help-keep-fewer = оставьте не больше { $a-text }
finding-playbook-nobody = по версии `{ $a }` плейбука никто не работает
label-this-version = эта версия
help-name-people-who-are-there = назовите людей, которые есть в её первый день, или удалите её
finding-playbook-unknown-of-deal = сделка `{ $a }` называет версию `{ $b }`, которой нет у плейбука `{ $c }`
finding-playbook-unknown-of-arm = вариант `{ $a }` эксперимента `{ $b }` называет версию `{ $c }`, которой нет у плейбука `{ $d }`
label-unknown-version = такой версии нет
help-write-the-playbook = запишите его: { $a }
finding-playbook-no-text = `{ $a }` — не текст плейбука
help-name-a-text-of-the-folder = назовите файл в папке плана: { $a }
finding-playbook-no-version = `{ $a }` — не название версии
help-name-of-a-version = буквы, цифры, `-`, `_` и `.`, не больше 40: { $a }
label-not-usable = так нельзя
finding-playbook-two-texts = у версии `{ $a }` плейбука два текста
help-give-one-another-name = назовите одну из них иначе
finding-playbook-missing = нет { $a } для версии `{ $b }`
label-its-text-is-missing = её текста нет
help-bring-the-file-back = верните файл или удалите версию
finding-playbook-changed = { $a } изменился с тех пор, как стал версией `{ $b }`
label-another-text = текст не тот, о котором говорит этот отпечаток
help-bring-the-old-text-back = верните прежний текст, а новый сделайте версией: { $a }; если способ продавать не изменился, запишите здесь его отпечаток
finding-experiment-arms = у эксперимента не меньше двух вариантов: как делается сейчас и что-то другое
label-fewer-than-two = меньше двух
help-write-the-arms = запишите их: arms = { $a }
finding-two-arms-have-the-id = у двух вариантов одно обозначение `{ $a }`
finding-an-arm-does-not-say-which-deals = вариант не говорит, какие сделки к нему относятся
label-which-deals = какие сделки?
help-name-a-tag-or-days = назовите метку, канал, человека, плейбук или дни: { $a }
finding-the-experiment-has-no-arm = у эксперимента нет варианта `{ $a }`
label-unknown-arm = такого варианта нет
finding-is-no-effect-on = `{ $a }` — не разница для `{ $b }`
label-how-much-at-least = сколько самое меньшее?
help-write-points = запишите процентные пункты конверсии: { $a }
help-write-days-of-effect = запишите дни: { $a-text }
help-write-a-sum-of-the-plan = запишите сумму в валюте плана: { $a }
finding-stopped-or-adopted = эксперимент либо остановлен, либо принят, не вместе
finding-nothing-follows-the-last-stage = за `{ $a }`, последним этапом сегмента `{ $b }`, ничего нет
label-no-stage-to-begin-with = с этого этапа начать нельзя
finding-experiment-ends-before-it-begins = эксперимент `{ $a }` кончается раньше, чем начинается
finding-an-arm-ends-before-it-begins = вариант кончается раньше, чем начинается
help-tell-arms-apart = что относится к нескольким вариантам, не считается ни в одном: различите их меткой, каналом, человеком или днями
label-this-experiment = этот эксперимент
help-count-it-from-the-deals = считайте его по сделкам: { $a } в сегменте; или измеряйте другой шаг
help-tell-the-arms-apart-without-tags = различите варианты каналом, человеком или днями
help-enter-what-is-spent = внесите расходы: факт с показателем `spend` и каналом, человеком или днями варианта
help-test-a-bigger-change = проверьте перемену крупнее, шаг, где случаев больше, или дольше; или остановите
finding-won-without-date = сделка `{ $a }` выиграна, но неизвестно когда
finding-undated = нет даты, когда сделка `{ $a }` дошла до своего этапа; там она не учтена
finding-fact-outside = { $a } вне периода плана и нигде не учтено
finding-command-program = в команде источника `{ $a }` нет программы
finding-command-time = команда не может идти { $a-text } секунд
finding-future-fact = { $a } ещё не наступило: сегодня { $b }
finding-negative-count = количество { $a } меньше 0
finding-stage-overtakes = к { $d } в этап `{ $b }` сегмента `{ $c }` вошло { $a-text }, а в `{ $f }` только { $e-text }, и до периода в нём открыто { $g-text }
finding-exchange-rate = `{ $a }` – не курс валюты
finding-exchange-own = { $a } – валюта самого плана
finding-invalid-vat = по `{ $a }` не понять, сколько в сумме налога
finding-no-vat-rate-with = сумма с налогом, цель без него, а ставка нигде не названа
finding-no-vat-rate-without = сумма без налога, цель с ним, а ставка нигде не названа
finding-foreign-currency = сумма в { $a }, план в { $b }, а курса в плане нет
finding-sum-too-large-in = `{ $a }` { $b }: слишком много в { $c }
finding-won-not-counted = сегмент `{ $a }` считает по записанным фактам, а их нет, хотя выиграно сделок: { $b-text }
finding-won-differs = с { $a } по { $b } выиграно сделок на { $c }, а по фактам подписано { $d }
finding-days-either = `{ $a }` в столбце `{ $b }` — это { $c } или { $d }, и ни одна ячейка файла не говорит, что именно
finding-plan-keeps-clients = план держит клиентов в { $a }, а импорт пишет clients.csv
finding-columns-differ = два столбца называются `{ $a }` и говорят разное: строк { $b-text }, первая — строка { $c-text }
finding-looks-partial = в файле нет { $a-text } из { $b-text } открытых сделок
finding-not-a-number-at-all = `{ $a }` — не число
finding-no-usual-day = `{ $a }` — не дата в каком-либо обычном виде
finding-sign-of-several = знак рядом с суммой может значить { $a }, а план — в { $b }
finding-sign-of-several-rows = знак рядом с суммой может значить { $a }, а план — в { $b }: строк { $c-text }, первая — строка { $d-text }
finding-thousand-or-fraction = `{ $a }` — это тысячи или дробь, и ни одна ячейка столбца не говорит, что именно
finding-two-days = `{ $a }` — это две возможные даты, а в столбце первым пишут то день, то месяц
finding-id-rounded = идентификатор `{ $a }` округлён табличной программой
finding-page-without-table = { $a } — страница без таблицы
finding-old-workbook = { $a } — книга Excel до 2007 года
finding-other-archive = { $a } — архив, но не книга Excel
finding-damaged-workbook = { $a } не читается как книга Excel: { $b }
finding-no-such-sheet = в { $a } нет листа с именем из профиля
finding-no-sheet-shown = в { $a } нет ни одного видимого листа
finding-more-than = в { $a } больше { $b-text }: { $c }
finding-stage-not-known = в плане нет этапа `{ $a }`: строк { $b-text }, первая — строка { $c-text }
finding-plan-no-stage = в плане нет этапа `{ $a }`
finding-map-nothing-rows = в таблице `map` столбца `{ $a }` нет `{ $b }`: строк { $c-text }, первая — строка { $d-text }
finding-nobody-of-the-team = `{ $a }` — никто из команды: строк { $b-text }, первая — строка { $c-text }
finding-no-bundled-profile = нет встроенного профиля `{ $a }`
finding-columns-differ-row = два столбца называются `{ $a }` и говорят разное
finding-client-stands = клиент `{ $a }` уже есть в строке { $b-text }
finding-row-no-name = в строке нет имени
finding-event-no-day = у события нет даты
finding-cell-overlong = в строке есть ячейка длиннее { $a-text } знаков
label-day-or-month = сначала день или месяц?
label-left-empty = оставлено пустым
label-left-out = пропущено
label-comes-in-as-it-stands = входит как есть
help-date-format-either = скажите: --date-format %d/%m/%Y или --date-format %m/%d/%Y, или [file] date-formats в профиле
help-date-format = скажите, как в файле пишут даты: --date-format %d/%m/%Y
help-date-formats = скажите, как в файле пишут даты: [file] date-formats = ["%d.%m.%Y"] в профиле
help-move-clients = сначала перенесите клиентов в clients.csv, с теми же именами столбцов
help-name-meant = назовите нужный: --map "{ $a }#1=…" или --map "{ $b }#2=…"
help-name-meant-row = назовите нужный: `{ $a }#1` или `{ $b }#2`
help-filtered = в выгрузке был фильтр? тогда --partial оставит их как есть; --complete отметит как пропавшие
help-mend-decimal = исправьте ячейку или скажите, какой знак стоит перед дробью: [file] decimal = "," в профиле
help-decimal = скажите, какой знак стоит перед дробью: [file] decimal = "," в профиле
help-signed-in = сохранено из браузера без входа в систему? выгрузите заново
help-save-xlsx = сохраните как .xlsx или CSV
help-save-table = сохраните таблицу как .xlsx или CSV
help-export-again = выгрузите заново или в CSV
help-split-export = уберите лишнее или разделите выгрузку
help-segment-of-deals = укажите их сегмент, например --segment { $a }, или в профиле в [columns]; здесь известны: { $b }
help-currency-of-sign = укажите валюту в профиле: [columns] currency.value = "{ $a }"
help-stage-which-near = скажите, какой это этап: --stage "{ $a }", или в [stages] профиля; может быть, { $b }?
help-stage-which = скажите, какой это этап: --stage "{ $a }", или в [stages] профиля; здесь известны: { $b }
help-person-near = может быть, `{ $a }`? --person "{ $b }", или в [people] профиля
help-person = скажите, кто это: --person "{ $a }", или в [people] профиля; или добавьте в team.toml
help-id-rounded = возьмите файл таким, каким его записала CRM, не открывая в табличной программе, или задайте столбцу текстовый формат
help-overlong = такую ячейку не вместит ни одна таблица: уберите столбец из выгрузки
help-one-row-client = одна строка на клиента: оставьте верную
help-client-name = у клиента должно быть имя
help-event-day = заполните столбец с датой события
help-rows-of-deal = строки одной сделки должны говорить о ней одно и то же
finding-line-left-out = строка { $a-text } пропущена: { $b }
finding-what-was-agreed-has-another-digest-than = записанное соглашение не сходится со своей контрольной суммой: его кто-то изменил
finding-the-commitment-names-no-segment = в обязательстве не указан сегмент
finding-is-a-stage-of-and-of = этап `{ $a }` есть и в `{ $b }`, и в `{ $c }`
finding-is-assigned-and-has-a-goal-of = плану `{ $a }` назначено { $b }, а цель в нём { $c }: на { $d } меньше
finding-is-assigned-and-has-a-goal-of-more = плану `{ $a }` назначено { $b }, а цель в нём { $c }: на { $d } больше
finding-is-assigned-and-has-a-goal-of-missing = плану `{ $a }` назначено { $b }, а цель в нём { $c }: не хватает { $d }
finding-is-assigned-and-has-a-goal-of-too-much = плану `{ $a }` назначено { $b }, а цель в нём { $c }: лишние { $d }
finding-assigns-its-children-of-missing = план `{ $a }` раздал дочерним планам { $b } из { $c }: не хватает { $d }
finding-assigns-its-children-of-too-much = план `{ $a }` раздал дочерним планам { $b } из { $c }: лишние { $d }
finding-the-children-of-are-to-bring-of = дочерние планы `{ $a }` должны принести { $b } из { $c }: не хватает { $d }
finding-the-children-of-are-to-bring-of-too-much = дочерние планы `{ $a }` должны принести { $b } из { $c }: лишние { $d }
finding-times-its-goal = { $a }, цель × { $b-text }
finding-more-than-can-be-counted = больше, чем можно сосчитать
finding-assigns-something-to-which-is-no-part = план `{ $a }` назначает что-то плану `{ $b }`, который в него не входит
finding-assigns-something-to-and-there-is-no = план `{ $a }` назначает что-то плану `{ $b }`, а такого плана нет
finding-its-days-do-not-follow-each-other = его дни идут не подряд
finding-calendar-says-nothing-of = в календаре `{ $a }` нет года: { $b }
finding-the-conversion-of-is-stated-twice = конверсия этапа `{ $a }` указана дважды
finding-channel-must-give-exactly-one-of-share = у канала `{ $a }` должно быть либо share, либо leads
finding-channel-has-no-segment-to-bring-leads = каналу `{ $a }` некуда приводить лиды: нет подходящего сегмента
finding-channel-serves-no-segment = канал `{ $a }` не работает ни на один сегмент
finding-segment-has-no-funnel-that-leads-could = у сегмента `{ $a }` нет воронки, в которую могли бы войти лиды
finding-channel-brings-a-fixed-number-of-leads = канал `{ $a }` приводит твёрдое число лидов сразу в несколько сегментов
finding-is-the-first-stage-of-one-segment = `{ $a }` — первый этап одного сегмента и не первый в `{ $b }`
finding-no-segment-of-the-channel-has-a = ни в одном сегменте канала нет этапа `{ $a }`
finding-is-the-last-stage-nothing-follows-it = `{ $a }` — последний этап: за ним ничего нет
finding-the-channels-of-segment-have-more-than = доли каналов сегмента `{ $a }` больше целого
finding-the-goals-of-the-children-of-cannot = цели дочерних планов `{ $a }` не сложить: `{ $b }` не читается
finding-the-goals-of-the-children-of-cannot-be-added-up-and-more = цели дочерних планов `{ $a }` не сложить: не читаются `{ $b }` и ещё { $c-text }
finding-the-goal-of-cannot-be-added-up = цель плана `{ $a }` не сложить с другими в `{ $b }`: { $c } — { $d }, а не { $e }
finding-is-not = `{ $a }`: это не { $b }
finding-a-text-in-quotes = текст в кавычках
finding-a-number = число
finding-a-whole-number = целое число
finding-a-list-of-whole-numbers = список целых чисел
finding-a-date-such-as-20261001 = дата, как 2026-10-01
finding-a-table = таблица
finding-a-table-of-tables = таблица таблиц
finding-a-list = список
finding-a-list-of-tables = список таблиц
finding-a-list-of-texts = список текстов
finding-true-or-false = true или false
finding-a-text-in-quotes-or-a-table = текст в кавычках или таблица
finding-a-number-or-a-text-in-quotes = число или текст в кавычках
finding-a-table-of-parameters = таблица параметров
finding-a-number-a-text-a-date-true = число, текст, дата, true или false
finding-a-text = текст
finding-a-date-or-time = дата или время
finding-a-rate = доля
finding-a-conversion = конверсия
finding-a-margin = маржа
finding-a-purchase-rate = доля повторных покупок
finding-a-likelihood = вероятность
finding-a-count = количество
finding-a-currency-code = код валюты
finding-a-sum-of-money = сумма денег
finding-a-period = период
finding-a-status = статус
finding-a-weekday = день недели
finding-a-source = источник
finding-a-number-of-hours = число часов
finding-a-number-of-deals = число сделок
finding-a-measure-of-this-plan = показатель этого плана
finding-a-name-in-quotes = имя в кавычках
finding-a-text-in-quotes-or-a-list = текст в кавычках или список таких текстов
finding-runs-from-to-and-which-it-is = план `{ $a }` идёт с { $b } по { $c }, а `{ $d }`, в который он входит, — с { $e } по { $f }
finding-the-last-stage-has-a-conversion-or = у последнего этапа есть конверсия или срок перехода, а за ним ничего нет
finding-this-line-counts = эта строка засчитана
finding-this-line-counts-nothing = эта строка не засчитана
finding-the-row-has-fields-the-header = полей в строке { $a-text }, а в заголовке { $b-text }
finding-a-day-of-stands-here-but-the = здесь день из { $a } года, а об этом годе календарь не говорит
finding-these-days-are-more-than-a-year = этих дней больше, чем в году
finding-deal-has-neither-a-stage-nor-a = у сделки `{ $a }` нет ни этапа, ни статуса
finding-the-plan-keeps-its-deals-in-and = сделки плана лежат в { $a }, а импорт пишет deals.csv
finding-cannot-be-read-so-it-is-not = { $a } не читается, поэтому не перезаписан
finding-the-plan-has-both-dealscsv-and-dealstoml = в плане есть и deals.csv, и deals.toml
finding-of-segment-is-counted-from-the-deals = этап `{ $a }` сегмента `{ $b }` считается по сделкам
finding-two-deals-have-the-id = у двух сделок один id `{ $a }`
finding-two-facts-have-the-id = у двух фактов один id `{ $a }`
finding-two-stages-have-the-id = у двух этапов один id `{ $a }`
finding-two-have-the-id = у двух записей один id `{ $b }`
finding-there-are-two-actions = действие `{ $a }` записано дважды
finding-there-are-two-clients = клиент `{ $a }` записан дважды
finding-segment-is-named-twice = сегмент `{ $a }` назван дважды
finding-two-columns-are-called = два столбца называются `{ $a }`
finding-two-columns-of-the-file-are-called = в файле два столбца называются `{ $a }`
finding-funnel-has-no-stages = в воронке `{ $a }` нет этапов
finding-is-not-over-when-the-period-begins = `{ $a }` ещё не закончится, когда начнётся период
finding-the-fact-has-neither-a-count-nor = в факте нет ни количества, ни суммы
finding-the-fact-has-no = в факте нет `{ $a }`
finding-has-bytes-at-most-are-read = в файле { $a } байт: { $b-text }; читается не больше { $c-text }
finding-the-segments-bring-of-are-missing = сегменты дают { $a } из { $b }: не хватает { $c }
finding-stored-deals-know-of-days-after = сделок, в которых записаны дни после { $b }: { $a-text }
finding-does-not-say-how-much-was-seen = по `{ $a }` не понять, сколько наблюдали
finding-cannot-be-the-id-of = `{ $a }` не годится как id
finding-cannot-be-the-name-of-a-plan = `{ $a }` не годится как имя плана
finding-cannot-be-the-name-of-a-profile = `{ $a }` не годится как имя профиля
finding-the-days-of-the-quantiles-fall = дни квантилей убывают
finding-a-lag-gives-days-or-quantiles-not = срок перехода задают либо через `days`, либо квантилями
finding-a-lag-without-days = срок перехода без дней
finding-what-is-measured-is-one-number-of = по фактам меряют одно число дней, а не квантили
finding-is-not-a-quantile-of-its-own = `{ $a }` — не отдельный квантиль
finding-is-not-between-0-days-and-ten = `{ $a }` — не от 0 дней до десяти лет
finding-is-not-between-1-day-and-ten = `{ $a }` — не от 1 дня до десяти лет
finding-is-not-between-and = `{ $a }` — не от { $b-text } до { $c-text }
finding-has-more-than-the-decimal-digits-of = у `{ $a }` больше знаков после запятой, чем есть у { $c } ({ $b-text })
finding-is-too-large = `{ $a }` — слишком много
finding-is-not-above-0 = `{ $a }` не больше 0
finding-is-above-1 = `{ $a }` больше 1
finding-is-below-0 = `{ $a }` меньше 0
finding-has-more-digits-than-can-be-kept = у `{ $a }` больше знаков, чем можно хранить точно
finding-cannot-be-pinned = `{ $a }` нельзя закрепить
finding-is-not-the-full-id-of-a = `{ $a }` — не полный id коммита
finding-is-not-a-path-inside-of-a = `{ $a }` — не путь внутри коммита
finding-the-days-of-the-ramp-of-do = у { $a } дни разгона не возрастают
finding-cannot-be = `{ $a }` не может быть `{ $b }`
finding-is-not-a-year-that-can-be = { $a }: такой год нельзя планировать
finding-is-not-below = `{ $a }` не меньше, чем `{ $b }`
finding-segment-has-no-average-deal = у сегмента `{ $a }` нет средней сделки
finding-segment-has-no-margin = у сегмента `{ $a }` нет маржи
finding-segment-has-both-a-purchase-rate-and = у сегмента `{ $a }` есть и доля повторных покупок, и воронка
finding-segment-must-give-exactly-one-of-amount = у сегмента `{ $a }` должно быть ровно одно из amount, share и deals
finding-segment-gives-a-sum-but-the-goal = у сегмента `{ $a }` сумма, а цель считается в сделках
finding-segment-has-but-no = у сегмента `{ $a }` есть { $b }, но нет `{ $c }`
finding-segment-has-no-stage = в сегменте `{ $a }` нет этапа `{ $b }`
finding-the-segment-has-no-stage = в сегменте нет этапа `{ $a }`
finding-no-segment-has-a-stage = ни в одном сегменте нет этапа `{ $a }`
finding-there-is-no-column = нет столбца `{ $a }`
finding-stage-has-no-conversion-to-the-next = у этапа `{ $a }` нет конверсии в следующий
finding-there-is-no-calendar = нет календаря `{ $a }`
finding-there-is-no-funnel = нет воронки `{ $a }`
finding-there-is-no-plan = нет плана `{ $a }`
finding-there-is-no-rule = нет правила `{ $a }`
finding-there-is-no = нет файла { $a }
finding-the-goal-has-no-currency-and-salesplantoml = у цели нет валюты, и в salesplan.toml она не названа
finding-this-sum-has-no-currency = у этой суммы нет валюты
finding-the-deal-has-no-id = у сделки нет id
finding-the-row-has-no-id = в строке нет id
finding-the-client-has-no = у клиента нет `{ $a }`
finding-the-commitment-has-no = в обязательстве нет `{ $a }`
finding-has-no = { $a }: нет `{ $b }`
finding-the-goal = цель
finding-the-period = период
finding-a-segment = сегмент
finding-segment = сегмент `{ $a }`
finding-a-stage-of-funnel = этап воронки `{ $a }`
finding-a-funnel = воронка
finding-funnel = воронка `{ $a }`
finding-a-stage = этап
finding-a-channel = канал
finding-channel = канал `{ $a }`
finding-a-person = человек
finding-a-deal = сделка
finding-a-fact = факт
finding-a-client = клиент
finding-a-plan = план
finding-the-plan = план
finding-a-commitment = обязательство
finding-the-action = действие
finding-an-action = действие
finding-a-scenario = сценарий
finding-the-children = дочерние планы
finding-the-profile = профиль
finding-the-quotas = личные планы
finding-the-policy = политика
finding-the-resources = ресурсы
finding-an-absence = отсутствие
finding-a-step-of-a-ramp = шаг разгона
finding-calendar = календарь `{ $a }`
finding-person = человек `{ $a }`
finding-column = столбец `{ $a }`
finding-the-pinned-files = закреплённые файлы
finding-the-reviews-settings = настройки обзора
finding-no-fact-of-speaks-of-this-conversion = в фактах за { $a } нет ничего об этой конверсии: остаётся записанная цифра
finding-no-fact-of-speaks-of-this-lag = в фактах за { $a } нет ничего об этом сроке: остаётся записанная цифра
finding-no-fact-of-speaks-of-this-average = в фактах за { $a } нет ничего об этой средней сделке: остаётся записанная цифра
finding-no-fact-of-speaks-of-this-conversion-the-rule-answers-without-them = в фактах за { $a } нет ничего об этой конверсии: правило отвечает без них
finding-is-a-link-not-a-file = { $a } — ссылка, а не файл
finding-is-a-folder-not-a-file = { $a } — папка, а не файл
finding-is-not-a-file = { $a } — это не файл
finding-characters-of-the-file-are-not = в файле есть знаки не в кодировке { $b }: { $a-text }
finding-has-bytes-that-are-not = в `{ $a }` есть байты не в кодировке { $b }
finding-is-not-utf8-text-see-line = { $a } — не текст UTF-8: смотрите строку { $b-text }
finding-assigns-something-to-its-children-and-nothing = план `{ $a }` раздаёт цель дочерним планам, а плану `{ $b }` — ничего
finding-the-figures-of-segment-do-not-fit = цифры сегмента `{ $a }` не помещаются в 64 бита
finding-the-sums-of-facts-and-deals-do = суммы фактов и сделок не помещаются в 64 бита
finding-is-both-a-day-off-and-a = { $a } — и выходной, и рабочий день
finding-are-parts-of-each-other = { $a } входят друг в друга
finding-is-its-own-parent = { $a } входит сам в себя
finding-the-conversion-is-above-1 = конверсия { $a } больше 1
finding-the-margin-is-above-1 = маржа { $a } больше 1
finding-the-share-is-above-1 = доля { $a } больше 1
finding-the-is-above-1 = доля { $b } больше 1
finding-the-period-ends-before-it-begins = период кончается раньше, чем начинается
finding-the-absence-ends-before-it-begins = отсутствие кончается раньше, чем начинается
finding-the-days-end-before-they-begin = дни кончаются раньше, чем начинаются
finding-ends-before-it-begins = `{ $a }` кончается раньше, чем начинается
finding-leaves-before-the-first-day = { $a }: уход раньше первого дня
finding-the-period-is-longer-than-ten-years = период длиннее десяти лет
finding-reaches-past-the-last-day-that-dates = `{ $a }` уходит за последнюю возможную дату
finding-commit-to-which-is-pinned-is-not = коммита { $a }, к которому закреплён { $b }, нет в этом клоне
finding-is-pinned-and-stands-in-the-folder = { $a } закреплён, а лежит и в папке
finding-is-pinned-to-a-commit-and-there = { $a } закреплён к коммиту, а репозитория git здесь нет
finding-is-no-file-in-commit-to-which = `{ $a }` — не файл в коммите { $b }, к которому закреплён { $c }
finding-cannot-be-read = { $a } не читается: { $b }
finding-the-commitments-cover-of-the-quotas-at = обязательства покрывают { $a-text } % личных планов, а нужно не меньше { $b-text } %
finding-the-commitments-weighed-by-their-likelihood-cover = обязательства с учётом вероятности покрывают { $a-text } % личных планов, а нужно не меньше { $b-text } %
finding-has-not-agreed = { $a }: согласия ещё нет
finding-has-declined = { $a }: отказ
finding-has-not-written-how-the-sum-will = { $a } не пишет, откуда придёт сумма
finding-agreed-to-other-figures-changed = { $a }: согласие на другие цифры, изменилось: { $b-text }
finding-agreed-to-something-that-has-been-altered = { $a }: то, на что дано согласие, с тех пор изменено
finding-nobody-has-a-quota-so-nobody-has = личных планов нет ни у кого, значит, никто и не согласился
finding-the-agreement-of-is-not-countersigned = согласие `{ $a }` не подтверждено второй стороной
finding-the-facts-refute-the-planned-conversion-of = факты опровергают плановую конверсию этапа `{ $a }` в `{ $b }`
finding-the-file-has-no-column = в файле нет столбца `{ $a }`
finding-does-not-say-where-it-comes-from = для `{ $a }` не сказано, откуда его брать
finding-comes-from-the-file-and-is-a = `{ $a }` берётся из файла и при этом постоянно
finding-has-a-constant-so-its-default-is = у `{ $a }` постоянное значение: запасное не понадобится
finding-has-map-empty-or-knownfrom-but-no = у `{ $a }` есть `map`, `empty` или `known-from`, но нет столбца файла
finding-would-be-the-same-for-every-row = `{ $a }` был бы одинаков во всех строках
finding-has-an-empty-header = у `{ $a }` пустой заголовок
finding-is-not-a-column-of-ours = такого столбца у нас нет: `{ $a }`
finding-no-number-of-deals-brings-the-profit = никаким числом сделок не принести прибыль сегмента `{ $a }`: { $b }
finding-a-deal-leaves-nothing-after-variable-costs = после переменных затрат и комиссии от сделки ничего не остаётся
finding-the-leads-of-a-deal-cost-as = лиды на одну сделку стоят столько же, сколько от неё остаётся
finding-a-goal-in-profit-is-with-valueadded = цель в прибыли указана с НДС
finding-the-map-of-has-nothing-for = в таблице `map` столбца `{ $a }` нет `{ $b }`
finding-is-not-a-day-of-the-form = `{ $a }` — не дата вида { $b }
finding-is-not-a-number-with-before-its = `{ $a }` — не число с `{ $b }` перед дробной частью
finding-the-id-stands-on-line-already = id `{ $a }` уже есть в строке { $b-text }
finding-the-row-is-not-a-fact-of = строка — не факт этого плана
finding-a-double-quote-is-opened-and-never = кавычка открыта и не закрыта: всё дальнейшее — одно поле
finding-plan-has-no = в плане `{ $a }` нет `{ $c }`
finding-the-answer-is-not-a-map = ответ — { $a }, а не словарь (map)
finding-the-answer-is-not-a-list = ответ — { $a }, а не список
finding-is-read-but-there-is-none = правило читает `{ $a }`, а значения нет
finding-the-rule-takes-more-than-steps = правило делает больше { $a-text } шагов
finding-the-rule-takes-longer-than-ms = правило работает дольше { $a-text } мс
finding-the-rules-take-more-than-steps-in = все правила вместе делают больше { $a-text } шагов
finding-the-rule-has-more-than-variables-at = в правиле больше { $a-text } переменных сразу
finding-functions-call-each-other-more-than-levels = функции вызывают друг друга глубже { $a-text } уровней
finding-a-text-list-or-map-grows-beyond = текст, список или словарь больше допустимого
finding-the-expression-is-nested-too-deeply = выражение слишком глубоко вложено
finding-expecting = ожидается { $a }
finding-to-terminate-this-statement = { $a } в конце предложения
finding-the-script-ends-too-early = скрипт обрывается
finding-letters-follow-a-number = за числом стоят буквы
finding-unexpected-2 = неожиданное { $a }
finding-unknown-name = неизвестное имя `{ $a }`
finding-is-not-available-in-rules = `{ $a }` в правилах недоступно
finding-the-rule-gave-up = правило отказалось отвечать: { $a }
finding-the-map-has-no = в словаре нет `{ $a }`
finding-there-is-no-place-in-a-list = в списке из { $b-text } нет места { $a-text }
finding-there-is-no-place-in-a-text = в тексте из { $b-text } знаков нет места { $a-text }
finding-only-a-list-or-a-range-can = перебирать можно только список или диапазон
finding-cannot-be-changed = `{ $a }` нельзя менять
finding-cannot-be-done-with = `{ $a }` не применить к этому: { $b }
finding-two-whole-numbers-are-divided-which-would = делятся два целых числа: остаток пропал бы
finding-this-compares-with = здесь сравниваются { $a } и { $b }
finding-this-asks-for-a-number-not = здесь нужно число, а не { $a }
finding-this-must-be-true-or-false-not = здесь должно быть true или false, а не { $a }
finding-this-must-be-not = здесь нужно { $a }, а не { $b }
finding-the-script-has-bytes-more-than = в скрипте { $a-text } байт, больше { $b-text }
finding-the-parameter-is-declared-and-never-read = параметр `{ $a }` объявлен и не читается
finding-the-parameter-is-declared-twice = параметр `{ $a }` объявлен дважды
finding-a-parameter-is-declared-below-the-head = параметр объявлен не в начале скрипта
finding-foresees-worse-than-the-rule-that-serves = { $a } предсказывает хуже действующего правила: оценка Брайера { $b-text }, у действующего { $c-text }, допуск { $d-text }
finding-the-seasonality-of-segment-leaves-it-no = сезонность не оставляет сегменту `{ $a }` ни одного дня
finding-has-a-share-of-and-does-not = { $a }: доля в `{ $b }` есть, а в этом сегменте не продаёт
finding-sells-in-no-segment = { $a }: не продаёт ни в одном сегменте
finding-the-shares-of-the-segments-are-more = доли сегментов больше всей цели
finding-was-made-from-other-inputs-than-those = { $a } сделан из других данных, чем лежат в репозитории сейчас
finding-deal-is-and-in-stage = сделка `{ $a }` в статусе { $b }, а этап — `{ $c }`
finding-the-template-cannot-be-rendered = шаблон не выполняется: { $a }
finding-the-template-was-given-up = шаблон остановлен: { $a }
finding-it-takes-longer-than-10-seconds = он работает дольше 10 секунд
finding-is-undefined = `{ $a }` не определено
finding-the-template-takes-too-many-steps-loop = в шаблоне слишком много шагов: сократите циклы
finding-not-valid-toml = это не TOML: { $a }
finding-invalid-basic-string-expected = строка не закончена, ожидается `{ $a }`
finding-the-plan-has-channels-more-than = в плане каналов { $a-text }, больше { $b-text }
finding-unknown-column = неизвестный столбец `{ $a }`
finding-the-plan-has-no-figure = в плане нет цифры `{ $a }`
finding-the-plan-has-no-segment = в плане нет сегмента `{ $a }`
finding-unknown-key-in = неизвестный ключ `{ $a }`: { $b }
finding-is-not-a-that-is-known = `{ $a }` — неизвестное значение ({ $b })
finding-belongs-to-no-hook-and-is-not = { $a } не относится ни к одному правилу и не выполняется
finding-schema-version-is-not-known = версия схемы { $a-text } неизвестна
finding-the-work-week-has-no-day = в рабочей неделе нет ни одного дня
finding-the-weights-of-segment-are-too-fine = веса сегмента `{ $a }` слишком дробные, точно их не сохранить
finding-names-no-days = `{ $a }` не называет дней
finding-was-before-it-was-added = `{ $a }`: закончено раньше, чем записано
finding-is-no-iso-week = `{ $a }` — не неделя ISO
finding-has-an-empty-name = у `{ $a }` пустое имя
finding-a-figure-has-evidence-or-is-measured = у цифры бывает либо `evidence`, либо `measured`
finding-a-figure-that-the-rule-gives-rests = цифра от правила опирается только на факты
finding-facts-names-the-days-that-the-rule = `facts` называет дни для правила, а правило не спрашивают
finding-is-not-above-0-2 = { $a }: не больше 0
finding-does-not-say-how-often-is-done = по `{ $a }` не понять, как часто делают `{ $b }`
finding-is-no-share = `{ $a }` — не доля
finding-is-no-answer = `{ $a }` — не ответ
finding-is-no-day = `{ $a }` — не дата
finding-is-no-sum = `{ $a }` — не сумма
finding-is-no-currency = `{ $a }` — не валюта
finding-is-no-source = `{ $a }` — не источник
finding-is-no-number-of-hours = `{ $a }` — не число часов
finding-is-no-metric = `{ $a }` — не показатель
finding-has-not-one-figure-a-day = `{ $a }`: цифр не столько, сколько дней
finding-it-has-no-line-agreed = нет строки [agreed]
finding-it-is-that-of = это согласие `{ $a }`
finding-it-has-sums-and-no-currency = суммы есть, а валюты нет
finding-the-quota-in-is-neither-a-sum = личный план в `{ $a }` — ни сумма, ни количество
finding-its-period-ends-before-it-begins = период кончается раньше, чем начинается
finding-and-for-more = { $a } (и ещё случаев: { $b-text })

## Пометки у места в файле

label-more-than-the-deal = больше, чем в сделке
label-the-deal = сделка
label-overdue = просрочено
label-text-parted = текст, разделитель { $a }, кодировка { $b }
label-text-parted-backslashes = текст, разделитель { $a }, кодировка { $b }, кавычки после обратной косой черты
label-page-with-a-table = страница с таблицей
label-sheet = книга Excel, лист `{ $a }`
label-sheet-of-several = книга Excel, лист `{ $a }`; не читаются: { $b }
label-column-else = { $a }, иначе { $b }
label-always = всегда { $a }
label-where-nothing = `{ $a }`, где ничего не сказано
label-column-where-nothing = { $a }; `{ $b }`, где ничего не сказано
label-nothing-says-segment = здесь ничего не говорит об их сегменте
label-which-segment = какой сегмент?
label-of-which-segment = какого сегмента?
label-assigned-by = назначено планом `{ $a }`
label-the-goal-of = цель плана `{ $a }`
label-assigned-here = назначено здесь
label-the-children = дочерние планы: { $a }
label-assigned-to-no-child = назначено не дочернему плану
label-to = { $a } – { $b }
label-its-first-deals-need-entries-from-on = для первых его сделок лиды нужны с { $a }
label-the-first-steps = первого шага
label-the-same-steps = того же шага
label-it-gives-both = указаны оба
label-it-gives-none-of-them = не указано ни одного
label-it-gives = указаны { $a }
label-with-this-share = с этой долей
label-of-these-children = из этих дочерних планов
label-a-part-of-this-plan = часть этого плана
label-the-childs-goal = цель дочернего плана
label-the-parents-goal = цель верхнего плана
label-this-is = это { $a }
label-its-days-are-not-all-days-of = часть его дней вне верхнего плана
label-lost-since = с тех пор проиграна
label-no-such-deal = такой сделки нет
label-leads-nowhere = никуда не ведёт
label-counted-more-than-once = посчитано не один раз
label-counted-here-too = и здесь тоже
label-this-row = эта строка
label-this-deal = эта сделка
label-this-client = этот клиент
label-this-day = этот день
label-the-last-day = последний день
label-the-first-day = первый день
label-how-does-it-stand = в каком она состоянии?
label-the-second = второй раз
label-the-second-one = второй раз
label-and-entered-here-once-more = и ещё раз записан здесь
label-the-first = первый раз
label-no-stages = нет этапов
label-lasts-until = длится до { $a }
label-this-fact = этот факт
label-how-much-was-it = сколько?
label-another-currency = другая валюта
label-this-goal-is-exceeded = эта цель превышена
label-this-goal-is-not-covered = эта цель не покрыта
label-not-a-count = не количество
label-this-count = это количество
label-not-a-day-of-the-calendar = такого дня нет
label-this-evidence = это основание
label-not-an-id = не id
label-this-lag = этот срок
label-this-sum = эта сумма
label-this-figure = эта цифра
label-times-the-goal = сколько раз цель
label-not-a-period = не период
label-not-a-file-of-peoples-own = это не личный файл
label-40-or-64-digits-from-0-to = 40 или 64 знака от 0 до f
label-from-the-top-of-the-repository = от корня репозитория
label-the-step-before = предыдущий шаг
label-not-after = не позже
label-this-conversion = эта конверсия
label-this-margin = эта маржа
label-this-share = эта доля
label-this-rate = эта доля
label-this-command = эта команда
label-this-tax = этот налог
label-at-which-rate = по какой ставке?
label-more-came-here = сюда пришло больше, чем там было
label-this-likelihood = эта вероятность
label-cannot-be-read = не читается
label-not-such-a-year = такого года нет
label-the-first-of-these-lines = первая из этих строк
label-this-segment = этот сегмент
label-name = `{ $a }`
label-what-do-they-bring = сколько они приносят?
label-the-header = заголовок
label-how-many-of-these-pass-on = сколько из них проходит дальше?
label-is-missing = нет `{ $a }`
label-what-is-left-of-its-sales = что остаётся от продаж?
label-no-action = нет действия
label-in-which-currency = в какой валюте?
label-asked-of-the-facts-here = здесь спрашивают факты
label-no-source = нет источника
label-the-first-of-them = первый из них
label-not-understood = не понято
label-off-here = здесь выходной
label-worked-here = здесь рабочий
label-not-in-the-period = вне периода
label-is-a-part-of = `{ $a }` входит в `{ $b }`
label-pinned-here = закреплён здесь
label-of-this-goal = от этой цели
label-not-agreed = нет согласия
label-is-to-come-from-it = отсюда берут `{ $a }`
label-the-files-header = заголовок файла
label-where-does-it-come-from = откуда его брать?
label-the-tax-is-nobodys-profit = налог — ничья прибыль
label-or-from-leads = или от лидов
label-its-deals-come-from-clients-who-buy = его сделки — от клиентов, которые купят снова
label-this-person = этот человек
label-asked-for-this-deal = спрошено об этой сделке
label-asked-for-this-person-in = спрошено об этом человеке в `{ $a }`
label-asked-for-this-step = спрошено об этом шаге
label-asked-for-this-plan = спрошено об этом плане
label-asked-for-in-this-segment = спрошено о { $a } в этом сегменте
label-one-of-the-shares = одна из долей
label-of-an-earlier-period = из прошлого периода
label-this-status = этот статус
label-this-stage = этот этап
label-here = здесь
label-the-first-of-too-many = с этого — лишние
label-unknown-calendar = нет такого календаря
label-unknown-channel = нет такого канала
label-not-a-column-here = здесь нет такого столбца
label-three-capitals-are-wanted = нужны три заглавные буквы
label-this-value-sets-nothing = значение ничего не задаёт
label-unknown-funnel = нет такой воронки
label-unused = не используется
label-not-a-key-here = здесь нет такого ключа
label-unknown-measure = нет такого показателя
label-unknown-parent = нет такого плана
label-unknown-person = нет такого человека
label-nobody-of-the-team = нет в команде
label-this-program-reads-version = эта программа читает версию { $a-text }
label-unknown-segment = нет такого сегмента
label-on-no-deal = нет ни у одной сделки
label-unknown-stage = нет такого этапа
label-unknown-source = нет такого источника
label-unknown-status = нет такого статуса
label-unknown = неизвестно: { $a }
label-unknown-2 = неизвестно
label-not-a-weekday = не день недели
label-nobody-works = никто не работает
label-facts-of-this-segment-are-entered-by = факты этого сегмента вводят вручную
label-no-closing-date = нет даты закрытия
label-how-likely = насколько вероятно?
label-how-much = сколько?
label-how-many-deals = сколько сделок?
label-these-days = эти дни
label-not-such-a-number = не такое число
label-not-so-many-days = не столько дней
label-leads-for-whom = кому лиды?
label-for-which-of-them = кому из них?
label-no-leads-here = сюда лиды не идут
label-this-one = этот
label-and-this-one = и этот
label-earlier-days = более ранние дни
label-read-by-nothing = никем не читается
label-facts-of-which-days = факты за какие дни?
label-which-of-them = какой из них?
label-whose-goal-is-this = чья это цель?
label-agreed-by-one-side = согласна одна сторона
label-does-not-hold = не подтверждается
label-declared-here = объявлен здесь
label-no-name = нет имени

## Как исправить

help-lower-the-amount-or-correct-the-deal = уменьшите сумму или исправьте сделку; до тех пор засчитано столько, сколько есть в сделке
help-write-the-day-it-was-done-as = запишите в `done` день, когда сделано, или новый срок `due`
help-bring-the-committed-file-back-or-ask = верните файл из коммита или спросите снова: { $a }
help-add-segment = добавьте `segment`: { $a }
help-or = `{ $a }` или `{ $b }`
help-fill-the-column = заполните столбец `{ $a }`
help-fill-its-column = заполните её столбец `{ $a }`
help-let-them-be-the-same-once-both = пусть они совпадут, когда обе стороны договорятся
help-assign-as-much-as-the-goal-asks = назначьте столько, сколько цель требует от дочерних планов, или укажите запас в `over-assignment`
help-change-the-childrens-goals-the-goal-or = измените цели дочерних планов, саму цель или `over-assignment` в [children]
help-write-in-its-plantoml-or-remove-the = напишите { $a } в его plan.toml или уберите строку
help-write-the-plan-or-remove-the-line = составьте план или уберите строку
help-bring-the-committed-file-back-or-remove = верните файл из коммита или удалите: он пишется, когда согласились все
help-only-its-work-week-holds-there-a = там действует только рабочая неделя: вместо встроенного календаря можно положить свой { $a }
help-only-its-work-week-holds-there-add = там действует только рабочая неделя: добавьте этот год и его выходные в { $a }
help-keep-one-of-them = оставьте один
help-remove-one = уберите один
help-share-60-is-a-share-of-the = share = "60%" — доля лидов сверх твёрдых чисел, leads = 40 — число за период
help-let-the-shares-of-a-segments-channels = доли каналов сегмента вместе не больше 100 %
help-see = смотрите `{ $a }`
help-state-both-goals-alike = задайте обе цели одинаково
help-write = напишите { $a }
help-write-a-sum-in-the-plans-currency = напишите сумму в валюте плана, как { $a }
help-let-the-childs-period-lie-within-its = период дочернего плана должен лежать внутри верхнего; до тех пор его цель не складывается с другими
help-say-from-where-else-the-sum-will = напишите, откуда ещё придёт эта сумма
help-correct-the-id-or-take-the-line = исправьте id или уберите строку
help-a-conversion-stands-on-the-stage-it = конверсия стоит у этапа, с которого начинается: перенесите её на этап выше или добавьте следующий этап
help-a-conversion-stands-on-the-stage-it-starts-from = конверсия стоит у этапа, с которого начинается
help-let-each-line-state-its-share-100 = пусть в каждой строке будет `share`, вместе 100 %, или оставьте одну строку
help-put-a-field-with-a-comma-or = поле с запятой или переводом строки возьмите в двойные кавычки
help-put-a-field-with-the-delimiter-or = поле с разделителем или переводом строки возьмите в двойные кавычки
help-close-the-quote-or-write-it-twice = закройте кавычку или удвойте её, если она часть текста
help-created-the-stages-in-their-order-and = по порядку идут created, этапы один за другим и closed
help-add-to-years-and-all-of-its = добавьте { $a } в `years` со всеми выходными или исправьте дату
help-look-for-a-slipped-digit-weekdays-that = проверьте, нет ли лишней цифры; дни недели, в которые не работают никогда, не пишут в `work-week`
help-look-for-a-slipped-digit = проверьте, нет ли лишней цифры
help-look-for-a-slipped-digit-or-a = проверьте, нет ли лишней цифры и та ли единица
help-fill-stage-or-status-with-open-won = заполните `stage` или `status` (open, won или lost)
help-move-the-deals-into-dealscsv-first-with = сначала перенесите сделки в deals.csv: ключи станут столбцами
help-keep-the-deals-in-one-of-them = держите сделки в одном из них
help-remove-the-fact-or-let-the-stage = уберите факт или пусть этап считает записанные факты: { $a }
help-remove-one-or-give-it-an-id = уберите один или дайте ему свой id
help-give-each-an-id-of-its-own = дайте каждому свой id
help-give-it-a-stable-id-of-its = дайте ей собственный постоянный id
help-list-them-from-the-first-contact-to = перечислите их от первого контакта до сделки: { $a }
help-name-days-up-to-what-the-period = назовите дни до { $a }; сам период оценивают его обзоры
help-the-plan-runs-from-to-put-the = план идёт с { $a } по { $b }; запишите факт в план его периода
help-command-program = напишите программу и её аргументы, каждый отдельным текстом: ["psql", "--csv", "-c", "select …"]
help-command-time = напишите от секунды до суток: timeout-seconds = 300
help-look-at-its-day = проверьте дату; тому, что только ожидается, место в сделках
help-mend-the-row-too-high = исправьте строку, где было больше; возвращённые деньги – это `amount` меньше 0
help-record-what-is-missing = внесите недостающее в `{ $a }` или сколько в нём было открыто: `stock.{ $b }` на { $c }
help-rates-of-others = уберите: курсы бывают у других валют
help-write-the-rate = напишите, сколько стоит одна единица, не больше восьми знаков после точки: USD = "92.50"
help-write-the-vat = напишите `included`, `excluded` или одно из них со ставкой: "included 20%"; ставка без слова значит, что налог в сумме
help-write-vat-rate = напишите `vat-rate = "20%"` в [goal] или ставку этой суммы: "included 10%"
help-write-exchange = напишите в plan.toml, сколько { $a } стоит { $b }, на весь период: [rates] { $c } = "…"
help-slipped-digit-rate = поищите лишнюю цифру в сумме или в курсе
help-fill-count-amount-or-both = заполните `count`, `amount` или оба
help-fill = заполните { $a }
help-split-the-file-or-move-what-no = разделите файл или уберите из него ненужное
help-if-this-is-meant-leave-it-the = если так и задумано, оставьте: обзор сравнивает с целью
help-raise-a-segment-add-one-or-lower = увеличьте сегмент, добавьте новый или уменьшите цель
help-import-the-weeks-from-the-first-to = импортируйте недели по порядку, начиная с deals.csv того дня, что был перед первой
help-write-a-whole-number = напишите целое число
help-write-a-whole-number-such-as = напишите целое число, как { $a-text }
help-write-a-whole-number-above-0-such = напишите целое число больше 0, как { $a-text }
help-write-a-whole-number-0-or-more = напишите целое число от 0
help-write-year-month-and-day-20261001 = напишите год, месяц и день: 2026-10-01
help-write-counts-then-where-they-were-seen = напишите количества и откуда они: { $a }, или пусть посчитают по фактам: { $b }
help-write-counts-then-where-they-were-seen-2 = напишите количества и откуда они: { $a }
help-use-letters-digits-and-beginning-with-a = годятся буквы, цифры, `-`, `_` и `.`, первой — буква или цифра, не больше 100
help-use-letters-digits-and-beginning-with-a-letter-or-digit = годятся буквы, цифры, `-` и `_`, первой — буква или цифра
help-write-lagdays-21-or = напишите lag-days = 21, { $a } или { $b }
help-write-digits-with-a-point-before-the = пишите цифрами, с точкой перед дробной частью: 1200.50
help-was-the-percent-sign-forgotten-write = забыт знак процента? напишите { $a }
help-did-you-mean = может быть, { $a }?
help-write-or = напишите { $a } или { $b }
help-pinned-are-dealscsv-dealstoml-what-the-plan = закрепляют deals.csv, deals.toml, { $a }; сам план остаётся в своей папке
help-git-revparse-branch-prints-it-a-branch = его печатает `git rev-parse BRANCH`; ветка или короткий id могут потом указать на другой коммит
help-write-it-with-and-without-or-a = пишите через `/`, без `.` и `..` и без `/` по краям: { $a }
help-list-the-steps-from-the-first-day = перечислите шаги с первого дня, у каждого — последний день
help-a-is-above-0-and-at-most = такая доля больше 0 и не больше 1: { $b }
help-write-a-rate-above-0-and-at = напишите долю больше 0 и не больше 1: может быть, { $a }?
help-write-a-rate-above-0-and-at-most-1 = напишите долю больше 0 и не больше 1: { $a }
help-write-the-years-with-four-digits = пишите годы четырьмя цифрами: { $a }
help-find-the-rest-elsewhere-or-raise-what = найдите остальное в другом месте или увеличьте возможности канала
help-raise-a-share-or-a-fixed-supply = увеличьте долю или твёрдое число лидов либо добавьте канал
help-let-them-rise-minimum-then-amount-the = пусть они возрастают: minimum, затем amount (цель), затем stretch
help-add-it = добавьте: { $a }
help-add-the-column = добавьте столбец `{ $a }`
help-write-it-or-remove-the-folder-and = напишите его или удалите папку и начните план командой `{ $a }`
help-add-the-share-of-a-sale-that = добавьте долю продажи, которая остаётся после прямых затрат: { $a }
help-the-channels-conversions-hold-write-what-they = верны конверсии каналов; впишите в воронку то, что из них выходит, чтобы обе записи совпали
help-add-action-and-the-day-it-is = добавьте `action` и срок `due`
help-add-to-goal-or-to-salesplantoml = добавьте `{ $a }` в [goal] или в salesplan.toml
help-enter-the-facts-of-that-time-name = запишите факты того времени, назовите другое или укажите, что наблюдали: { $a }
help-add-source-one-of = добавьте `source`, одно из: { $a }
help-see-who-is-there-in-the-period = посмотрите, кто есть в периоде и что отвечает rules/quota.rhai: вес 0 — это никакой доли
help-put-the-file-itself-in-its-place = положите сам файл: по ссылкам программа не ходит
help-name-the-encoding-in-the-profile = укажите кодировку в профиле: { $a }
help-mend-the-cell-or-name-the-files = исправьте ячейку или укажите кодировку файла в профиле
help-save-the-file-as-utf8 = сохраните файл в UTF-8
help-add-to = добавьте `{ $a }` в `{ $b }`
help-add-to-or-remove-the-share = добавьте `{ $a }` в `{ $b }` или уберите долю
help-check-the-goal-the-average-deal-and = проверьте, нет ли лишней цифры в цели, средней сделке и конверсиях
help-keep-the-one-that-holds = оставьте то, что верно
help-name-a-month-or-a-week-of = назовите месяц или неделю с { $a } по { $b } или уберите строку
help-name-a-month-or-a-week = назовите месяц или неделю: { $a }
help-let-the-plan-above-all-others-name = самый верхний план не называет parent
help-swap-the-two-dates = поменяйте даты местами
help-plan-a-month-a-quarter-or-a = планируйте на месяц, квартал или год
help-from-where-the-private-branch-is-kept = `{ $a }` оттуда, где лежит закрытая ветка, или спросите того, кто её хранит
help-remove-the-file-or-the-line-that = уберите файл или строку, которая его закрепляет
help-salesplan-team-shows-whose-quota-has-no = `salesplan team` показывает, чей личный план ещё без источника
help-shows-what-is-asked = `{ $a }` показывает, о чём спрашивают
help-known-here = здесь известны: { $a }
help-write-the-files-header-as-in-to = напишите заголовок файла, как { $a }, чтобы сказать больше; { $b } — постоянное значение
help-check-the-margin-and-the-commission-or = проверьте маржу и комиссию или планируйте цель в выручке
help-lower-the-cost-per-lead-raise-the = снизьте цену лида, поднимите конверсии или маржу либо планируйте цель в выручке
help-state-every-sum-of-the-plan-without = указывайте все суммы плана без него: { $a }
help-make-two-segments-of-it-one-for = сделайте из него два сегмента, по одному на каждый способ
help-give-the-share-to-somebody-who-is = отдайте долю тому, кто работает в эти дни, или исправьте даты
help-state-new-shares-in-teamtoml-and-let = задайте новые доли в team.toml, и пусть те, у кого они изменятся, согласятся снова
help-add-it-to-the-profile-or-for = добавьте в профиль: { $a }, или "*" для всего остального
help-the-answer-is-a-map = ответ — словарь: { $a }
help-ask-first = сначала спросите: { $a }
help-does-a-loop-ever-end-a-rule = кончается ли цикл? Правилу задают по одному вопросу
help-does-one-of-them-loop-over-long = не перебирает ли одно из них длинные списки для каждой сделки?
help-compare-numbers-with-numbers-texts-with-texts = сравнивайте числа с числами, тексты с текстами, даты с датами
help-change-the-rule-or-allow-a-larger = измените правило или допустите больший --margin и объясните почему
help-let-rulesseasonalityrhai-answer-above-0-for-some = пусть rules/seasonality.rhai хоть для какого-то дня ответит больше 0
help-keep-the-one-that-people-agreed-on = оставьте то, о чём договорились; остальное из него следует
help-let-them-sum-to-100-until-then = пусть вместе будет 100 %: до тех пор остаток делится между ними по долям
help-let-the-shares-sum-to-100-at = доли вместе не больше 100 %
help-let-them-sum-to-100-or-say = пусть вместе будет 100 %, или укажите, с каким запасом назначено: { $a }
help-let-the-shares-of-everybody-who-counts = пусть доли всех, кто на неё рассчитывает, дают 100 %
help-the-goal-counts-what-is-signed-within = цель считает подписанное внутри периода; уберите строку
help-make-it-again = сделайте его снова: { $a }
help-a-won-deal-is-in-the-last = выигранная сделка стоит на последнем этапе, `{ $a }`, а остальные — нет
help-salesplan-review-format-json-prints-every-name = все имена для шаблонов печатает `salesplan review --format json`
help-texts-stand-in-quotes-lists-in-and = тексты пишут в кавычках, списки в [ ], а ключ в таблице — один раз
help-a-rate-with-a-percent-sign-stands = доля со знаком процента пишется в кавычках: "50%"
help-thousands-are-parted-by-1000000 = тысячи отделяют знаком `_`: 1_000_000
help-take-small-channels-together-their-mix-is = объедините мелкие каналы: их смесь считается точно, а это требует времени
help-a-plans-folder-holds-plantoml-teamtoml-and = в папке плана лежат plan.toml, team.toml, { $a } и заметки в *.md
help-use-the-code-of-iso-4217-such = возьмите код ISO 4217, как { $a } или { $b }
help-name-it-in-a-segment-or-remove = назовите её в сегменте: { $a }, или уберите
help-hooks-are = правила бывают такие: { $a }
help-use-the-program-version-that-the-file = возьмите версию программы, для которой написан файл, или поставьте { $a-text } и выполните `salesplan check`
help-name-the-weekdays-that-are-worked = назовите рабочие дни недели: { $a }
help-state-lags-by-fewer-quantiles-and-let = задайте сроки меньшим числом квантилей, и пусть правила `quota` и `seasonality` отвечают числами попроще
help-let-it-count-the-deals-or-enter = пусть он считает сделки: { $a }, или запишите факты
help-enter-what-is-missing-where-deals-are = запишите недостающее; если сделки считают вручную, перечислите в deals.csv все или ни одной
help-fill-closed-until-then-the-deal-is = заполните `closed`; до тех пор сделка не входит ни в одну сумму
help-name-the-people-who-sell-in-teamtoml = назовите в team.toml тех, кто продаёт
help-plan-what-the-facts-show-or-develop = планируйте то, что показывают факты, или развивайте способ продаж
help-name-the-one-segment-they-are-for = назовите сегмент, для которого они: { $a }, или заведите канал на каждый
help-name-the-segments = назовите сегменты: { $a }
help-name-the-stage = назовите этап: { $a }
help-give-the-segment-a-funnel-with-stages = дайте сегменту воронку с этапами до сделки или не называйте его
help-give-a-segment-a-funnel-with-stages = дайте сегменту воронку с этапами до сделки
help-name-the-segments-without-the-key-it = назовите сегменты; без этого ключа — все
help-give-deals-or-share = укажите `deals` или `share`
help-name-the-days = назовите дни
help-name-it-as-the-deals-do = назовите его так же, как в сделках
help-write-it-as-2026w45 = пишите так: 2026-W45
help-mend-one-of-the-days = исправьте один из дней
help-write-a-number-such-as = напишите число, как { $a-text }
help-write-a-number-such-as-or = напишите число, как { $a-text } или { $b-text }
help-write-a-number-above-0-and-at = напишите число больше 0 и не больше { $a-text }, как { $b-text }
help-write-a-figure-above-0 = напишите цифру больше 0
help-write-the-name-or-remove-the-line = напишите имя или уберите строку
help-write-the-days-between-two-purchases = напишите, сколько дней между покупками: { $a-text }
help-write-the-days-that-passing-to-the = напишите, сколько дней обычно занимает переход на следующий этап
help-write-what-is-paid-as-a-plain = напишите, сколько платят, просто суммой: { $a }
help-leave-it-out-and-name-the-segments = уберите и назовите сегменты, в которых человек продаёт: { $a }
help-name-them-as = назовите их так: { $a }
help-our-columns-stand-on-the-left-those = слева наши столбцы, справа — столбцы файла
help-simplify-the-template-or-remove-it-to = упростите шаблон или удалите его: будет встроенный
help-mend-the-template-or-remove-it-to = исправьте шаблон или удалите его: будет встроенный
help-name-the-file-with-letters-digits-and = в имени файла — буквы, цифры, `-` и `_`: { $a }
help-are-the-fields-parted-by-say-so = поля разделены { $a }? укажите это: { $b }
help-say-in-the-profile-how-the-file = укажите в профиле, как в файле пишут даты: { $a }
help-say-in-the-profile-which-mark-stands = укажите в профиле, какой знак стоит перед дробной частью: { $a }
help-run-salesplan-check-it-says-why = выполните `salesplan check`: он скажет почему
help-look-at-its-date-measure-and-segment = посмотрите на дату, показатель и сегмент
help-a-deal-needs-an-id-that-stays = сделке нужен id, который не меняется от выгрузки к выгрузке
help-one-row-a-deal-keep-the-row = одна строка на сделку: оставьте верную
help-give-the-columns-of-the-file-names = дайте столбцам файла разные имена
help-work-in-a-clone-of-the-repository = работайте в клоне репозитория
help-git-lstree-r-lists-the-files-of = файлы этого коммита перечисляет `git ls-tree -r { $a }`

## То, что стоит внутри других фраз

part-and = { $a } и { $b }
part-sum = { $a-text } { $b }
part-dealdeals = сделок: { $a-text }
part-texts = тексты
part-open = «открыта»
part-metric = показатель
part-basis = основа
part-currency = валюта
part-vat = НДС
part-won = «выиграна»
part-open-2 = «открыта»
part-lost = «проиграна»
part-or = { $a } или { $b }
part-a-date = дата
finding-does-not-say-the-day-the-month = в `{ $a }` нет дня, месяца и года
finding-is-not-an-encoding-that-is-known = кодировка `{ $a }` неизвестна
finding-is-not-a-delimiter = `{ $a }` — не разделитель
finding-a-case-expects-an-answer-or-a = случай ждёт либо ответ, либо ошибку
finding-the-case-expects-nothing = случай ничего не ждёт
finding-is-given-twice-with-and-with = `{ $a }` задан дважды, через - и через _
finding-a-finding-has-which-nobody-reads = в замечании есть `{ $a }`, этого никто не читает
finding-a-finding-is-not-a-map = замечание — { $a }, а не словарь
finding-a-finding-has-no-id = у замечания нет `id`
finding-the-finding-has-no-message = у замечания `{ $a }` нет `message`
finding-the-finding-names-a-and-a-it = замечание `{ $a }` называет сразу два места, а стоять может в одном
finding-the-finding-names-the-which-there-is = замечание `{ $a }` называет то, чего нет: `{ $c }`
finding-the-id-of-a-finding-is-not = id замечания `{ $a }` не из строчных букв, цифр и -
finding-the-severity-is-neither-warning-nor-error = важность `{ $a }` — не warning и не error
finding-there-are-findings-more-than = замечаний { $a-text }, больше { $b-text }
finding-there-are-notes-more-than = заметок { $a-text }, больше { $b-text }
finding-switch-is-only-for-an-input-that = `switch` годится только для текста
finding-a-closure-that-uses-variables-from-around = замыкание с внешними переменными здесь не сохранить
finding-a-function-does-not-see = функция не видит `{ $a }`
finding-the-function-would-hide-the-one-that = функция `{ $a }` заслонила бы ту, что есть у правил
finding-there-is-no-in-rules = в правилах нет `{ $b }`
finding-a-parameters-declaration-has-no-type-a = в объявлении параметра нет типа: нужны имя, двоеточие и тип
finding-a-parameters-declaration-does-not-say-what = в объявлении параметра не сказано, что он значит: нужны запятая и несколько слов
finding-a-parameters-declaration-names-which-is-no = в объявлении параметра `{ $a }` — не имя: нужны строчные латинские буквы, цифры и _
finding-is-no-type-of-a-parameter = `{ $a }` — не тип параметра
finding-is-more-than = { $a-text } больше, чем { $b-text }
finding-a-closure-uses-the-very-list-that = замыкание обращается к тому же списку, которому передано
finding-this-has-no-parts-in-brackets = у этого нет частей в скобках
finding-the-script-defines-more-than-functions-and = в скрипте больше { $a-text } функций и замыканий
finding-the-rule-is-not-told = правилу { $a } не сообщают `{ $b }`
finding-the-case-gives-no-which-the-rule = случай не задаёт `{ $a }`, а правило это читает
finding-is-given-but-is-false = `{ $a }` задан, а `{ $b }` равно false
finding-does-not-read-a-parameter = { $a } не читает параметр `{ $b }`
finding-cannot-be-set-it-says-whether-is = `{ $a }` не задают: он говорит, есть ли `{ $b }`
finding-is-an-input-of-the-rule-and = `{ $a }` уже сообщают правилу { $b }, параметром он быть не может
finding-must-be-a = `{ $a }` должен быть иного типа ({ $b }): { $c }
finding-it-takes-longer-than-seconds = он работает дольше { $a-text } секунд
finding-the-template-language-itself-failed-over-it = на нём сломался сам язык шаблонов
finding-the-workspace-has-no-plan-yet = в папке ещё нет ни одного плана
finding-the-workspace-has-several-plans = в папке несколько планов
finding-the-previous-review-that-of-was-made = предыдущий обзор, { $a }, сделан из коммита { $b }, которого нет в этом клоне
finding-takes-no = `{ $a }` не принимает { $b }
finding-line = строка { $a-text }: { $b }
label-it-was-added-on = записано { $a }
label-not-a-week = не неделя
label-entered-an-unknown-stage = вход в неизвестный этап
label-of-which-step = какого шага?
label-hours-that-one-entry-takes = часы на один вход
label-how-often-for-one-entry = сколько раз на один вход?
label-selling-hours-a-week-over-all-people = часы продаж в неделю, по всем
label-selling-hours-in-a-full-week = часы продаж в полную неделю
label-how-many-deals-is-this = сколько это сделок?
label-none-of-them = ни одного
label-a-sum = сумма
label-known-from-when = с какого дня известно?
label-no-hook-of-this-name = такого правила нет
label-an-empty-list = пустой список
label-multiples-of-nothing = кратно нулю
label-beside-expect = рядом с `expect`
label-read-here = читается здесь
label-no-input-of-this-name = такого входа нет
label-by-the-case = в случае "{ $a }"
label-this-average-deal = эта средняя сделка
label-it-reads-none = оно не читает ни одного
help-add-or-write-or = добавьте { $a } или напишите { $b } или { $c }
help-let-the-rule-see-facts-without-it = покажите правилу факты: { $a }; без этого оно видит всё до начала периода
help-common-ones-are-and = обычные: { $a } и { $b }
help-facts-are-not-read-for-this-figure = для этой цифры факты не читают: { $a }
help-add-the-answer-or-words-of-the = добавьте ответ, { $a }, или слова ошибки, { $b }
help-make-two-cases-of-it = сделайте из него два случая
help-write-the-whole-units-that-quotas-are = напишите целое число, которому кратны личные планы: { $a }
help-write-how-many-times-the-goal-all = напишите, сколько раз цель дают все личные планы вместе: { $a } или { $b }
help-name-a-folder-below-plans = назовите папку из plans/
help-give-it-another-name = дайте ей другое имя
help-give-the-parameter-another-name = дайте параметру другое имя
help-give-a-number = дайте число
help-give-its-parts-names-with-let = дайте его частям имена через `let`
help-hand-it-over-as-a-parameter-or = передайте параметром или замыканием: { $a }
help-did-you-mean-2 = может быть, `{ $a }`? { $b }
help-did-you-mean-rules-have = может быть, `{ $a }`? в правилах есть: { $b }
help-rules-have = в правилах есть: { $a }
help-the-rule-knows = правило знает: { $a }
help-it-reads = оно читает: { $a }
help-there-are = есть: { $a }
help-there-is = есть: { $a }
help-name-one-of = назовите один из них: { $a }
help-write-2 = напишите: { $a }
help-move-it-into-the-comment-that-the = перенесите его в комментарий, с которого начинается скрипт
help-is-a-bracket-or-brace-still-open = не осталась ли открытой скобка?
help-it-does-much-work-in-few-steps = за немногими шагами много работы: не слишком ли длинны списки и тексты?
help-names-are-written-in-latin-letters = имена пишут латинскими буквами
help-places-are-counted-from-0 = места считают с 0
help-put-values-into-a-text-with-backticks = вставляйте значения в текст обратными кавычками: { $a }
help-texts-may-have-bytes-lists-and-maps = в текстах до { $a-text } байт, в списках до { $b-text } и в словарях до { $c-text } записей, со всем содержимым
help-copy-the-list-first = сначала скопируйте список: { $a }
help-salesplan-rules-api-lists-what-there-is = что есть, перечисляет `salesplan rules api { $a }`
help-leave-one-of-them-out = уберите один из них
help-it-is-a-parameter = это параметр: { $a }
help-take-the-declaration-out-or-read-it = уберите объявление или прочитайте параметр
help-a-rule-answers-one-question-is-this = правило отвечает на один вопрос; тот ли это файл?
help-write-numbers-as-or = пишите числа как { $a-text } или { $b-text }
help-there-is-none-yet = пока ни одного: { $a }
help-write-one-with = составьте его командой { $a }
help-fetch-the-whole-history = получите всю историю: { $a }
help-hand-it-to-a-list-right-away = передайте сразу списку { $a }
help-a-date-such-as-20261108 = дата, как 2026-11-08
help-a-number-such-as-or = число, как { $a-text } или { $b-text }
part-a-day-off = выходной
part-a-work-day = рабочий день
part-the-clients = клиенты
part-the-people = люди
part-the-file = файл
part-the-file-of-names = файл имён
part-the-pinned = закреплённый `{ $a }`
part-a-table = таблица { $a }
part-the-conversions-by-stage = конверсии по этапам
part-the-shares-by-segment = доли по сегментам
part-the-sources-by-stage = источники по этапам
part-the-average-deal = средняя сделка
part-an-average-deal = средняя сделка
part-the-minimum = минимум
part-the-stretch = верхняя цель
part-the-segments-facts = факты сегмента
part-the-segments-sum = сумма сегмента
part-what-is-assigned = назначенное
part-a-sum-or-a-count-of-deals = сумма или число сделок
part-an-activity = действие
part-the-activities = действия
part-a-lag = срок перехода
part-the-map = таблица `map`
part-the-files-header-in-quotes-or-a = заголовок из файла в кавычках или таблица
part-a-text-a-number-or-a-date = текст, число или дата
part-the-case = случай
part-the-test-cases = случаи
part-the-inputs-of-the-case = входы случая
part-the-parameters-of-the-case = параметры случая
part-the-coverage = покрытие
part-the-rules-parameters = параметры правил
part-the-settings-of-agreements = настройки согласий
part-the-settings-of-proof = настройки доказательства
part-purchase-rate = доля повторных покупок
part-a-note = заметка
part-and-more = { $a } и ещё { $b-text }
part-of-a-finding = { $a } замечания
finding-client-alike = с `{ $a }` нет ни одной сделки, а сделка `{ $b }` — с `{ $c }`
finding-client-alike-help = напишите одинаково, дайте клиенту другое имя как `id` или внесите второго отдельным клиентом

## Команды плана

planned-sales = По плану: продажи { $sum } { $currency }, { $n ->
    [one] { COUNT($n) } сделка
    [few] { COUNT($n) } сделки
   *[other] { COUNT($n) } сделок
}.
planned-deals = По плану: { $deals }.
segment = сегмент
before-period = до начала периода
conversion = конверсия
rests-on = основание
last-useful = последний день, когда ещё не поздно
quotas = личные планы
quotas-by-person = Личные планы ({ $n ->
    [one] { COUNT($n) } человек
    [few] { COUNT($n) } человека
   *[other] { COUNT($n) } человек
}): `salesplan decompose --by person`.
quota-nobody = ни за кем, из-за округления
rests-on-mix = смесь каналов
rests-on-mix-funnel = смесь каналов, в воронке { $rate }
rests-on-measured = { $evidence }, с поправкой к { $rate }
rests-on-no-fact = фактов ещё нет, с поправкой к { $rate }
rests-on-rule = правило
rests-on-rule-facts = правило, по фактам { $evidence }
assumption = предположение
by-week = по неделям
by-person = по людям
by-channel = по каналам
by-stage = по этапам
by-person_week = по людям и неделям
by-channel_week = по каналам и неделям
nobody-sells-here = Никто из team.toml здесь не продаёт.
no-channel-here = Ни один канал плана не приводит сюда лиды.
hours-each = часы
activities = действия
person = кто
channel = канал
week = неделя
cost = затраты
for-later = { $stage } для следующих периодов
is-part-of = Входит в план { $parent }.
is-part-of-assigned = Входит в план { $parent }, который назначает ему { $sum }.
part = часть
from = с
until = по
goal = цель
assigned = назначено
parts-not-added = Цели частей нельзя сложить.
parts-bring = Вместе части должны принести { $sum }, а цель { $expected }
parts-bring-times = Вместе части должны принести { $sum }; цель × { $times } — это { $expected }
parts-difference = разница { $sum }.
scenarios-title = { $title }: сценарии
variant-leads-for = { $segment }: чтобы вероятность была { $chance }
variant-chance = вероятность достичь цели
variant-chance-uncertain = вероятность с учётом неполных оснований
variant-chance-same-leads = вероятность при лидах, как записано
variant-lead-costs = затраты на лиды
variant-revenue = выручка
variant-profit = прибыль
variant-deals = сделки
as-written = как записано
with-it = с изменением
what-if = При { $settings }:
no-figure-changes = Ни одна цифра плана не меняется.
days = { $n ->
    [one] { COUNT($n) } день
    [few] { COUNT($n) } дня
   *[other] { COUNT($n) } дней
}
figures-of = Цифры плана { $plan }
see-above = см. выше
figures-of-evening = Что известно вечером { $day }:
figures-of-evening-about = После того, что пришло (`fact`) и что должно быть по плану (`due`), может стоять неделя:
figures-about = После этапа можно указать неделю, человека или обоих, а после первого этапа и канал:
log-title = { $plan }: кто менял цели
log-nothing = Ни один коммит не менял цифр.
log-who = кто
log-begun = план начат
log-removed = план удалён
log-unreadable = план не читается
log-mended = план снова читается
was-is = { $what }: с { $before } на { $after }
history-cut-off = В этом клоне история обрезана, более ранних изменений может не быть; их принесёт `git fetch --unshallow`.
resources-title = { $title }: что нужно и что есть
as-of = На { $day }.
no-resources = В плане нет ресурсов: ни каналов, ни постоянных клиентов, ни часов, ни бюджета.
way-of-selling-title = Способ продаж
way-part = шаг
seen = на деле
chance-holds = вероятность, что верно
promised-title = Что обещано и что выполнено
promised-title-by = Что обещано и что выполнено; отвечает { $owner }
levers-title = { $title }: что даёт каждый рычаг
levers-chance = По плану вероятность достичь цели { $chance }, в среднем план приносит { $average }.
levers-no-chance = Вероятность плана не посчитать: в нём нет конверсий. В среднем он приносит { $average }.
lever-conversion = { $segment }: на один пункт больше, { $step }
lever-average-deal = { $segment }: сделки крупнее на 10 %
lever-leads = { $segment }: ещё пять лидов
lever-channel-leads = { $segment }: ещё пять лидов, { $channel }
lever-cycle = { $segment }: от лида до сделки на неделю быстрее
lever-purchase-rate = { $segment }: на один пункт больше постоянных клиентов, которые купят снова
lever-client = { $segment }: ещё один клиент
lever-head = единица рычага
lever-adds = прибавляет
lever-adds-average = прибавляет в среднем
levers-about = Каждый сам по себе, при запланированных лидах.
no-levers = В плане нет ни конверсий, ни средних сделок, ни клиентов, которые могли бы быть рычагами.
agree-title = { $title }: с чем просят согласиться, { $name }
agree-period = С { $from } по { $to }.
agree-period-in = С { $from } по { $to }, в { $currency }.
agree-bring = Принести
agree-part = доля
stages = этапы
agree-how = Как
line-brings = принесёт
agree-nothing = Ещё ничего не написано: начните с `salesplan commitments new { $person }`.
agree-company = Что даёт компания
gives-leads = { $leads } в неделю: { $channel }
gives-budget = { $sum } на лиды за период
gives-hours = { $hours } ч продаж в неделю, на всех
gives-owner = Отвечает { $owner }.
gives-nothing = План ничего не обещает: ни лидов в неделю, ни бюджета, ни часов.
agree-so-far = Что есть сейчас
agree-digest = Контрольная сумма всего этого:
agreements-title = { $title }: кто согласился
verified = Проверка
content = содержание
recorded-by = кем записано
signature = подпись
answer-agreed = согласие
answer-declined = отказ
content-intact = как согласовано
altered = изменено
other-address = не тот адрес, что у { $name }
not-committed = нет в коммите
signature-good = верна: { $signer }
signature-unknown = сходится, ключ неизвестен: { $signer }
signature-none = нет подписи
signature-bad = неверна
signature-cannot_tell = не проверить: { $signer }
nobody-answered = Пока никто не ответил.
on-record = Что записано в истории
committed-on = коммит от
digest = контрольная сумма
commit = коммит
unreadable = не читается
countersigned-by = подтверждено: { $name }
no-record = В истории git ответов нет.
source-signed-unpaid = подписано, не оплачено
source-recurring = регулярные платежи
source-open-deal = открытая сделка
source-repeat = повторная продажа
source-new = новые лиды
source-new-by = новые лиды, { $channel }
source-own-prospecting = свой поиск
diff-title = { $title }: с { $from } по { $to }
work-tree = рабочую копию
diff-before = было
diff-now = стало
diff-same = По смыслу ничего не изменилось.
diff-instead = { $what }: { $after } вместо { $before }
diff-so = поэтому { $needs }
diff-chance = Вероятность достичь цели была { $chance }
diff-chance-same = при прежнем числе лидов ({ COUNT($n) }) она { $chance }
diff-chance-now = при нынешнем { $chance }
must-agree = Нужно новое согласие:
diff-organisation = Команда
diff-rules = Правила и настройки
diff-facts = Сделки и факты
file = файл
rows-before = строк было
rows-now = строк стало
by-import = импорт `{ $profile }`
by-hand = вручную
change-new = новая
change-gone = исчезла
change-other = другие поля
change-amount = сумма
change-stage = этап
change-expected-close = закрытие
change-owner = ответственный
status-open = открыта
status-won = выиграна
status-lost = проиграна
diff-more-deals = И ещё { $n ->
    [one] { COUNT($n) } сделка
    [few] { COUNT($n) } сделки
   *[other] { COUNT($n) } сделок
}.
diff-follows = Что из этого следует
diff-parts = Какое изменение что сдвинуло
parts-plan = план
parts-organisation = команда
parts-rules = правила
parts-facts = сделки и факты
diff-parts-about = Виды изменений подставлены по очереди в этом порядке, поэтому части дают целое.
diff-parts-none = Сегменты или этапы различаются, поэтому вклад каждого вида изменений не отделить.
headline-chance = вероятность плана
headline-leads = нужно лидов
headline-revenue = плановые продажи
headline-fact = достигнуто на сегодня
headline-open = ожидается от открытых сделок

## Строки, которые пишет не шаблон

verify-same = совпадает
verify-differs = отличается
verify-cannot_tell = не проверить
verify-line = первое отличие в строке { $n }
verify-all = совпадают: { COUNT($same) }, отличаются: { COUNT($differs) }, не проверить: { COUNT($unknown) }
import-rows = прочитано строк: { COUNT($read) }; добавлено { COUNT($added) }, изменено { COUNT($changed) }, без изменений { COUNT($same) }, не понято { COUNT($left) }
import-dry = (ничего не записано)
import-closed = новых закрытых: выиграно { COUNT($won) }, проиграно { COUNT($lost) }
import-left-out = пропущено: позже { $day } — { COUNT($later) }, без даты — { COUNT($undated) }
import-columns = столбцы не использованы: { $columns }
import-read-as-named = читается как «{ $title }» ({ $profile })
import-our-columns = наш столбец и откуда он
import-unknown-stages = дни этапов, которых нет в плане: { $columns }
import-row = строка { $line }: { $said }
import-row-left = строка { $line }: не понято: { $why }
import-kind-deals = сделки
import-kind-facts = факты
import-kind-clients = клиенты
import-read-as = { $source } читается как «{ $title }» ({ $profile }): есть { $marks }, читается столбцов: { COUNT($read) } из { COUNT($columns) }
import-folded = строк, относящихся к сделке другой строки: { COUNT($n) }
import-gone = пропало: { $n ->
    [one] { COUNT($n) } открытой сделки нет в файле, она отмечена
   *[other] { COUNT($n) } открытых сделок нет в файле, они отмечены
} днём { $day }
import-back = вернулось: { $n ->
    [one] { COUNT($n) } пропадавшая сделка
    [few] { COUNT($n) } пропадавшие сделки
   *[other] { COUNT($n) } пропадавших сделок
}
import-part-added = добавлено { COUNT($n) }
import-part-changed = изменено { COUNT($n) }
import-part-won = выиграно { COUNT($n) }
import-part-lost = проиграно { COUNT($n) }
import-part-gone = пропало { COUNT($n) }
import-part-back = вернулось { COUNT($n) }
import-part-left = не понято { COUNT($n) }
import-more = … и ещё { COUNT($n) }; все с причиной запишет `--rejected FILE`.
import-refused = Ничего не записано: не все строки поняты, а указан --strict.

## Названия цифр

figure-the-title = название
figure-of-a-sum = { $a }, сумма
figure-the-period = период
figure-who-answers-for-the-resources = кто отвечает за ресурсы
figure-the-budget-for-leads = бюджет на лиды
figure-the-promised-hours-a-week = обещанные часы в неделю
figure-the-promised-budget = обещанный бюджет
figure-the-scenario = сценарий { $a }
figure-the-plan-above = верхний план
figure-what-is-to-bring = что должен принести { $a }
figure-the-childrens-goals-together-as-a-multiple = цели дочерних планов вместе, во сколько раз
figure-the-head = руководитель
figure-the-step-of-quotas = шаг личных планов
figure-the-quotas-together-as-a-multiple = личные планы вместе, во сколько раз
figure-what-the-goal-counts = что считает цель
figure-the-goal = цель
figure-the-minimum = минимум
figure-the-stretch = верхняя цель
figure-when-a-sale-counts = когда продажа засчитана
figure-valueadded-tax = НДС
figure-the-fixed-costs = постоянные затраты
figure-planned-deals = плановые сделки
figure-planned-sales = плановые продажи
figure-the-quota-in = личный план в { $a }
figure-the-commitment = обязательство `{ $a }`
figure-of-the-commitment = { $a } обязательства `{ $b }`
figure-the-leads-a-week-that-are-promised = обещанные лиды в неделю: { $a }
figure-last-useful-day = { $a }, последний день, когда ещё не поздно
figure-the-part-of-the-goal = { $a }: часть цели
figure-the-average-deal = { $a }: средняя сделка
figure-what-the-average-deal-rests-on = { $a }: основание средней сделки
figure-the-margin = { $a }: маржа
figure-the-commission = { $a }: комиссия
figure-the-cost-of-a-lead = { $a }: цена лида
figure-clients-who-buy-again = { $a }: постоянные клиенты
figure-how-many-of-them-buy-in-an = { $a }: сколько из них покупает за интервал
figure-days-between-two-purchases = { $a }: дней между покупками
figure-to = { $a }: { $b } → { $c }
figure-to-what-it-rests-on = { $a }: { $b } → { $c }, основание
figure-to-days = { $a }: { $b } → { $c }, дни
figure-hours-each = { $a }: { $b }, часов на каждый
figure-where-its-facts-come-from = { $a }: { $b }, откуда факты
figure-what-it-brings = { $a }: что приносит
figure-for-whom = { $a }: для кого
figure-conversion-from = { $a }: конверсия из { $b }
figure-its-cost = { $a }: затраты
figure-the-most-leads-a-week = { $a }: лидов в неделю не больше
figure-promised-leads-a-week = { $a }: обещано лидов в неделю
figure-with-the-team = { $a }: в команде
figure-team = { $a }: команда
figure-first-day = { $a }: первый день
figure-last-day = { $a }: последний день
figure-hours-a-week = { $a }: часов в неделю
figure-share = { $a }: доля
figure-share-of = { $a }: доля в { $b }
figure-ramp = { $a }: разгон
figure-away = { $a }: отсутствие
figure-sells-in = { $a }: продаёт в

## Откуда цифра

how-as-written = как записано
how-set-to-see-what-follows = задано, чтобы увидеть, что выйдет
how-the-sum-over-the-segments = сумма по сегментам
how-sales-less-each-segments-margin = продажи минус маржа каждого сегмента
how-each-segments-share-of-its-sales = доля от продаж каждого сегмента
how-the-planned-leads-at-what-each-costs = плановые лиды по цене каждого
how-of-the-goal-and-of-the-channels = цели и каналов
how-sales-less-variable-costs-commission-leads-and = продажи минус переменные затраты, комиссия, лиды и постоянные затраты
how-the-chance-that-the-wins-of-all = вероятность, что выигрыши всех сегментов вместе дадут цель; каждый лид выигрывают или теряют отдельно
how-deals-are-counted-in-steps-of-minor = { $a }; сделки считаются шагами по { $b-text } мелких единиц, с округлением вниз
how-its-share-of-profit-and-fixed-costs = доля прибыли и постоянных затрат, делёж по наибольшим остаткам
how-its-share-of-the-goal-split-by = доля цели, делёж по наибольшим остаткам
how-deals-times-average-deal = сделки на среднюю сделку
how-the-stated-deals = указанные сделки
how-measured-and-drawn-towards-the-written-one = по фактам, с поправкой к записанной: { $a }
how-as-written-resting-on = как записано, основание: { $a }
how-as-written-an-assumption = как записано: предположение
how-its-part-of-the-goal = часть цели
how-the-segments-goal-by-the-average-deal = цель сегмента на среднюю сделку, с округлением вверх
how-the-fewest-deals-that-leave-the-segments = наименьшее число сделок, которое после маржи, комиссии и лидов оставляет часть прибыли и постоянных затрат сегмента
how-counted-as-certain-nothing-in-the-plan = считается гарантированным: план не говорит, как часто это не получается
how-at-least-the-deals-from-chances-to = не меньше этих сделок из { $a-text } возможностей купить снова: биномиально
how-at-least-the-deals-from-the-planned = не меньше этих сделок из плановых лидов, каждый выигрывают с вероятностью произведения конверсий: биномиально
how-rounded-up = { $a } ÷ { $b } = { $c }, с округлением вверх
how-the-conversion-of-the-mix-rounded-up = { $a } ÷ { $b }, конверсия смеси, одно округление вверх по всем каналам
how-measured-drawn-towards-the-written-as-by = по фактам: { $a }, с поправкой к записанной { $b } весом в 20 попыток
how-the-conversion-rules-answer-from = ответ правила `conversion` по { $a }
how-as-written-no-fact-speaks-of-it = как записано: фактов об этом нет
how-of-the-entries-that-come-so-far = по входам, которые доходят сюда через каждый канал
how-resting-on = основание: { $a }
how-not-written-no-time-passes = не записано: времени не проходит
how-from = { $a }; из { $b }: { $c }
finding-the-count-is-below-0 = количество { $a } меньше 0
finding-has-not-come-yet-today-is = { $a } ещё не наступило: сегодня { $b }
finding-entered-of-segment-by-and-only-entered = в этап `{ $b }` сегмента `{ $c }` до { $d } вошло { $a-text }, а в `{ $f }` только { $e-text }, и до того было открыто { $g-text }
finding-is-no-week = `{ $a }` — не неделя
finding-is-not-a-number-that-can-be = `{ $a }` можно прочитать по-разному
finding-the-row-has-a-figure-and-no = в строке есть цифра, но нет `{ $a }`
label-more-came-here-than-were-there = сюда пришло больше, чем было
label-this-cell = эта ячейка
help-mend-the-row-that-was-too-high = исправьте строку, где было слишком много; возвращённая сумма — это `amount` меньше 0
help-look-at-its-day-what-is-only = проверьте день; то, что только ожидается, — это сделки
help-record-what-is-missing-in-or-how = запишите недостающее в `{ $a }` или сколько в нём было открыто: `{ $b }` на { $c }
help-leave-the-prefilled-cells-as-they-are = оставьте заполненные ячейки как есть
help-write-thousands-or-a-fraction = напишите { $a-text }, если точка отделяет тысячи, или { $b-text }, если она начинает дробную часть
help-write-digits-and-a-point-before-a = пишите цифрами, с точкой перед дробной частью: 1200.50

## What verify finds

finding-verify-no-text = это не текст
finding-verify-no-sources = источники не названы: правка от руки, либо обзор сделан не программой
finding-verify-edited = изменён от руки
finding-verify-elsewhere = названы источники { $a } плана `{ $b }`, а на этом месте — { $c } плана `{ $d }`
finding-verify-no-commit = коммит не назван, чего в обзорах не бывает
finding-verify-stands-in = коммита { $a } нет в истории ветки; те же файлы — в { $b }
finding-verify-gone = коммита { $a } нет в истории ветки, как и другого с теми же файлами
finding-verify-cut-off = коммита { $a } нет в этом клоне: { $b }
finding-verify-deals-cut-off = истории сделок нет в этом клоне: { $a }
finding-verify-deals-rewritten = история с тех пор переписана: дни записей о сделках другие
finding-verify-other-inputs = исходные файлы не те, что в названном коммите { $a }
finding-verify-no-plan = в коммите { $a } в этой папке нет плана `{ $b }`
finding-verify-unreadable = план из коммита { $a } не прочитать: { $b }
finding-verify-not-made = заново не сделать: { $a }
finding-verify-other-day = { $a } — не день этой недели
finding-verify-other-text = сделан заново, говорит другое
finding-verify-other-source = источники изменены: сделанный заново, обзор называет другое `{ $a }`
finding-verify-other-block = последняя строка изменена
finding-verify-version = сделан версией { $a }
finding-verify-chart-gone = файла рядом с ним, { $a }, нет
finding-verify-chart-edited = файл рядом с ним, { $a }, изменён от руки
finding-verify-chart-other = файл рядом с ним, { $a }, заново сделан другим
finding-verify-chart-foreign = { $a } — не его график
how-what-came-from-to = пришло с { $a } по { $b }
how-signed-from-to = подписано с { $a } по { $b }
how-paid-from-to = оплачено с { $a } по { $b }
how-what-sales-left = что оставили продажи при плановой марже, минус расходы на лиды (если они не записаны, то по плановой цене пришедших лидов) и минус постоянные затраты, срок которых наступил
how-each-spread = план каждого разложен по его рабочим дням: то, что приходится на { $a } – { $b }
how-deals-spread = сделки всех сегментов разложены по их дням и округлены один раз: то, что приходится на { $a } – { $b }
how-goal-spread = цель разложена по всем рабочим дням: то, что приходится на { $a } – { $b }
how-days-over = { $a-text } % плановых дней, сдвинутых назад на сроки шагов, прошло к { $b }: { $c-text } из { $d-text } округляется до { $e-text }
how-due-by-its-end = что должно быть к её концу минус что должно быть до неё. К концу: { $a }. До неё: { $b }
how-last-working-day = последний рабочий день периода, { $a }, за вычетом обычных дней до сделки; выходной переносится на рабочий день перед ним
how-agreed-share = согласованная доля сегмента, делёж по наибольшим остаткам
how-unclaimed-part = часть сегмента, на которую никто не заявил доли, по часам и дням полной работы
how-who-is-there = кто в команде и с какого дня
how-entries-of-person = из целых входов компании те, что достаются этому человеку: каждый идёт тому, у кого следующий уже начат и срок ближе
how-fixed-supplies-first = сначала твёрдые поставки, остальное по долям смеси, делёж по наибольшим остаткам
how-recorded-for = записано за { $a }
how-entered-on = вошла { $b } в «{ $a }»
how-won-without-amount = выиграна { $a }, без суммы
how-rows = строк: { $a-text }
how-goal-less-what-came = цель минус то, что пришло, не меньше нуля
how-goal-less-in-hand = недостающее минус подписанное, которое ещё не засчитано
how-signed-not-counted = подписано, но для цели ещё не засчитано
how-cohort = из сделок, которые вошли с { $a } по { $b } и потому имели время (дней: { $c-text }), прошедшие дальше
how-it-passed = прошла дальше
how-it-did-not-pass-yet = пока не прошла
how-it-did-not-pass = не прошла
how-counted-passed = прошедшие с { $a } по { $b } из тех, кто был там раньше, и тех, кто пришёл до { $c }
how-no-stock = остаток не записан: вместо него пришедшие до начала периода за срок шага
how-ripe = пришедшие достаточно рано (дней на шаг: { $a-text })
how-what-passed = прошедшие дальше
how-open-on-evening = открыто вечером { $a }
how-answer-of-bundled = ответ встроенного правила { $a }
how-answer-of-own = ответ { $a }
how-open-if-all-won = открытые сделки, которые относятся к периоду, если выиграть все
how-open-times-chance = каждая открытая сделка, умноженная на её вероятность
how-worth-times-chance = её сумма, умноженная на вероятность
how-alone-bring = вероятность, что только эти сделки принесут недостающее; каждую выигрывают или теряют отдельно
how-an-open-deal = открытая сделка
how-without-amount = без суммы: средняя сделка сегмента
how-left-of-amount = что остаётся от её суммы при плановой марже
how-its-amount = её сумма
how-in-the-rules-words = так пишет правило


## Правила: список, запуск, проверки, прошлые недели

rules-title = Правила в том порядке, в котором их спрашивают
rule-asked = Спрашивают { $asked }. Отвечает: { $answers }.
rule-parameter = параметр
rule-value = значение
rule-from = откуда
rule-meaning = что значит
rule-default = по умолчанию
rule-none = нет
rule-question = { $hook } { $question }, на { $day }: { $why }
rule-stopped = Правило остановилось.
rule-told = Что ему сказали
rule-its-parameters = Его параметры
rule-steps = По шагам
rule-answer = Ответ
value-about = { $value }, примерно { $about }
test-passed = пройдено
test-failed = НЕ ПРОЙДЕНО
test-expected-got = - ожидалось, + получено
test-expected = ожидалось
test-got = получено
test-nothing = ничего
test-all-passed = { $n ->
    [one] Пройдена { COUNT($n) } проверка
    [few] Пройдены { COUNT($n) } проверки
   *[other] Пройдено { COUNT($n) } проверок
}
test-some-failed = { $passed }, не пройдено { COUNT($failed) }
replay-title = Правило { $hook } на прошлых неделях · { $title }
replay-beside-bundled = { $rule } рядом со встроенным правилом, { $evenings }
replay-beside = { $rule } рядом с { $current }, { $evenings }
replay-from-to = { " " }с { $from } по { $to }
replay-against = , против того, что вышло к { $day }
replay-cut-off = История в этом клоне обрезана, прежних вечеров может не хватать.
replay-evenings = { $n ->
    [one] { COUNT($n) } вечер
    [few] { COUNT($n) } вечера
   *[other] { COUNT($n) } вечеров
}
replay-chances = { $n ->
    [one] { COUNT($n) } вероятность
    [few] { COUNT($n) } вероятности
   *[other] { COUNT($n) } вероятностей
}
replay-rates = { $n ->
    [one] { COUNT($n) } доля
    [few] { COUNT($n) } доли
   *[other] { COUNT($n) } долей
}
replay-days = { $n ->
    [one] { COUNT($n) } день
    [few] { COUNT($n) } дня
   *[other] { COUNT($n) } дней
}
replay-entries = { $n ->
    [one] { COUNT($n) } вход в этап
    [few] { COUNT($n) } входа в этапы
   *[other] { COUNT($n) } входов в этапы
}
replay-said = предсказано
replay-how-many = сколько раз
replay-on-average = в среднем
replay-happened = сбылось
replay-brier = оценка Брайера
replay-log-loss = логарифмическая потеря
replay-current = нынешнее правило
replay-changed = изменённое правило
replay-difference = разница
replay-error = её стандартная ошибка
replay-base = всегда { $share }, как вышло
replay-current-said = Что говорило нынешнее правило и что вышло
replay-changed-said = Что говорило изменённое правило и что вышло
replay-worse = Оценка Брайера хуже больше, чем на допуск { $margin }.
replay-not-worse = Оценка Брайера хуже не больше, чем на допуск { $margin }.
replay-place = место
replay-before = было
replay-why-now = почему теперь
replay-why-before = почему раньше
replay-nothing = Ничего из предсказанного ещё не решилось, оценивать нечего.
replay-lower = Чем меньше, тем лучше.
replay-settled = Все предсказания по вечер { $day } ({ $chances }; { $deals }), ожидание до конца: { $wait }; сделка, открытая до сих пор, считается не выигранной.
replay-too-few = Для стандартной ошибки слишком мало.
replay-decided = Решённые сделки
replay-decided-about = { $chances } ({ $deals }) в любой вечер. Быстрые решения здесь весят слишком много, а сделок, которые никто не закрывает, нет.
replay-since = { $n ->
   *[other] { $chances } ({ $deals }), решённые с тех пор. Ни с одного вечера ещё не прошло столько: { $wait }, поэтому быстрые решения весят слишком много.
}
replay-entries-about = { $entries }, у которых было время пройти дальше, по разу на каждый вечер, когда это предсказывали: { $deals } или шаги, где известны только количества.
replay-not-scored = Не оценены:
replay-still-open = сделки, открытые до сих пор ({ $chances })
replay-without-trials = шаги, на которых с тех пор никому не пришла пора ({ $rates })
replay-deals-gone = сделки, которых в файлах больше нет ({ $chances })
replay-steps-gone = шаги, которых в плане больше нет ({ $rates })
replay-order = Как меняется порядок
replay-open = открытых сделок
replay-alike = сходство
replay-of-first = из первых
replay-stay = остаются
replay-alike-about = Сходство — тау Кендалла: +1 для того же порядка, −1 для обратного.
replay-first-deals = Первые сделки на { $day }
replay-of-open = Всего открытых сделок { $n }; все есть в `--format json`.
replay-rises = Что поднялось больше всего
replay-falls = Что опустилось больше всего
replay-left-out = Пропущено
replay-left-more = и ещё { $n }; они есть в `--format json`

## Что говорят команды о своей работе

said-nothing-recorded = Ничего не записано.
said-nothing-written = Ничего не записано.
said-nothing-was-written = { $a } (в файлы ничего не записано)
said-recorded = Записано: { $a }.
said-recorded-many = Записано показателей: { $a-text }; { $b }.
said-replaced = Заменено: { $a }.
said-as-it-was = Без изменений: { $a }.
part-as-it-was = { $a }; без изменений: { $b }
part-replaced = { $a }; заменено: { $b }
part-to-people = { $a } – { $b }, человек: { $c-text }
part-days-to = { $a } – { $b }, { $c }
said-recorded-already = уже записано: { $a }
said-recorded-already-note = Уже записано: { $a }
part-from-an-import = { $a }, из импорта)
help-add-or-replace = --add прибавит к записанному, --replace заменит его; то, что принёс импорт, исправляют там, откуда оно пришло
said-nothing-to-record = записывать нечего
help-name-the-figures = назовите показатели, например `lead=4 meeting=2`; в терминале программа спросит о каждом
said-no-line-has-a-figure = в { $a } ни в одной строке нет числа
help-fill-count-and-amount = заполните столбцы `count` и `amount`
said-one-week-at-a-time = показатели записывают за одну неделю
help-name-one-of-the-weeks = назовите одну из них
help-record-what-happened = записывают то, что произошло; ожидаемому место в сделках
help-say-it-in-deals = это пишут в deals.csv: день в столбце `entered.STAGE` самой сделки или `won` и день в `status` и `closed`
help-status-for-the-measures = показатели видны в `salesplan status`
said-weeks-not-in-period = ни одна из этих недель не входит в период плана
help-it-runs-from = он длится с { $a }
said-what-happened = { $a }: что было? Enter пропускает вопрос.
said-ask-week = Неделя [{ $a }]:
said-ask-person = Кто ({ $a }):
said-ask-channel = Канал ({ $a }):
said-week-is-written = Неделю пишут так: 2026-W45.
said-there-is-no = Нет такого: `{ $a }`.
said-ask-again = Прибавить, заменить или оставить как есть? [a/r/Enter]:
said-ask-write-down = Записать? [Y/n]:
said-no-figure-text = `{ $a }` — не показатель
help-write-measure-count = напишите ПОКАЗАТЕЛЬ=ЧИСЛО или ПОКАЗАТЕЛЬ=ЧИСЛО:СУММА, например lead=4 или deal=2:350000
said-has-no-figure = у `{ $a }` нет числа
help-number-after-equals = напишите число после `=`
said-why-given-up = почему от этого отказались?
help-with-comment = скажите в --comment
said-promise-on-a-day = обещают в какой-то день, а не в неделю
help-day-with-as-of-or-today = назовите день в --as-of или не называйте: это сегодня
said-what-is-to-be-done = что нужно сделать?
help-in-words-or-proposal = скажите словами или назовите номер предложения из `salesplan action list`
said-target-of-0 = цель 0 уже достигнута
help-name-how-many = назовите, сколько: --target 6
said-promise-has-owner = у обещания есть ответственный и срок
help-owner-and-due = добавьте --owner ЧЕЛОВЕК и --due ДАТА
said-before-promised = { $a } раньше, чем { $b }, когда это обещают
help-later-due = назовите более поздний день в --due
said-no-deal = нет сделки `{ $a }`
help-deals-lists = открытые сделки показывает `salesplan deals`
said-decision-about = решение принимают о сделке или о клиенте
help-deal-or-client = добавьте --deal ID или --client ИМЯ; без --decision это обещание
said-cannot-be-written = записать не получается: { $a }
help-by-hand = впишите это в файл сами
said-added = Добавлено { $a }: { $b }, { $c }, до { $d }.
said-no-client = нет клиента `{ $a }`
said-week-outside = неделя { $a } вне периода плана: { $b }
help-say-in-words = скажите словами, что нужно сделать
said-no-proposal = для { $b } нет предложения { $a-text }
help-action-list = их показывает `salesplan action list`
said-taken-already = предложение { $a-text } уже взято в работу, это { $b }: { $c }
help-action-list-once-more = его показывает `salesplan action list`; чтобы пообещать ещё раз, скажите словами
said-no-action = нет действия `{ $a }`
said-ended-already = `{ $a }` уже закончено: { $b }
help-add-a-new-action = добавьте новое: `salesplan action add`
said-added-later = `{ $a }` добавлено позже: { $b }
help-name-the-day = назовите день в --as-of
said-not-in-a-block = `{ $a }` записано в { $b } не отдельным блоком
help-under-action = пишите каждое под строкой [[action]] или измените сами
said-done = Сделано: { $a }, { $b }.
said-dropped = Снято: { $a }, { $b }.
said-committed-as = Закоммичено: { $a }.
said-committed-path = Закоммичено { $a }: { $b }.
said-no-work-tree = нет рабочего каталога, куда писать
help-clone-or-commit = запустите в клоне с файлами или с --commit
help-clone-or-print = запустите в клоне с файлами, без --at, или с --print
said-no-experiment = нет эксперимента `{ $a }`
help-experiments-none = пока нет ни одного: начните с `salesplan experiments new`
help-begin-new-experiment = начните новый: `salesplan experiments new`
said-experiment-on-a-day = эксперимент начинают и заканчивают в какой-то день, а не в неделю
said-begins-later = `{ $a }` начнётся позже: { $b }
help-remove-or-other-day = уберите его из файла или назовите другой день в --as-of
said-not-in-a-table = `{ $a }` записано в { $b } не отдельной таблицей
help-under-experiment = напишите его под строкой [experiment.{ $a }] или измените сами
said-stopped = Остановлен { $a }: { $b }.
said-no-arm = у `{ $a }` нет варианта `{ $b }`
said-adopted = Принят { $a } эксперимента { $b }: { $c } = { $d }.
said-adopted-nothing = Принят { $a } эксперимента { $b }: в плане ничего не меняется.
said-adopted-no-figure = Принят { $a } эксперимента { $b }: одной цифры для этого в плане нет, поэтому plan.toml не изменён.
said-is-done-now = `{ $a }` — то, что делается сейчас
help-end-it-with-stop = закончите его: `salesplan experiments stop { $a }`; с --anyway он будет принят всё равно
said-not-shown-better = не показано, что `{ $a }` лучше: { $b }
help-wait-or-stop = подождите или остановите; с --anyway он будет принят всё равно
said-something-else = разницу в пользу `{ $a }` может объяснять другое: { $b }
help-see-experiment = смотрите `salesplan experiments show { $a }`; с --anyway он будет принят всё равно
said-given-by-rule = { $a } даёт правило `conversion`
help-write-a-rate-first = сначала напишите на его место долю или остановите эксперимент: факты правило увидит само
said-does-not-stand-in = { $a } нет в { $b }
help-change-and-stop = измените сами и остановите эксперимент
said-experiment-there-already = эксперимент `{ $a }` уже есть
help-another-id = дайте этому другой id
said-cannot-write-id = `{ $a }` записать нельзя
help-letters-in-its-id = в id бывают буквы, цифры, `-` и `_`
said-playbook-worked-by-already = Версия { $a } плейбука { $b } действует с { $c }, как и было.
said-playbook-worked-by-them-already = Версия { $a } плейбука { $b } действует с { $c } у { $d }, как и было.
said-playbook-worked-by-them = Версия { $a } плейбука { $b } действует с { $c } у { $d }.
said-playbook-worked-by = Версия { $a } плейбука { $b } действует с { $c }.
said-playbook-try = Проверить, лучше ли она: { $a }
said-playbook-draw = Чтобы отличить текст от людей и недель, выбирайте версию каждой сделки жребием и называйте её в столбце { $a }.
said-playbook-none = у `{ $a }` нет плейбука
help-playbook-write-one = запишите его: `{ $a }`
said-playbook-no-version = у `{ $a }` нет версии `{ $b }`
said-playbook-several = люди работают по нескольким версиям: { $a }
help-playbook-name-one = назовите одну в --version или человека в --person
said-playbook-not-begun = к { $a } ни одна версия не началась
help-playbook-another-evening = назовите версию в --version или другой вечер в --as-of
said-playbook-on-a-day = плейбук начинается в день, а не в неделю
help-playbook-from = назовите день в --from или ничего, если сегодня
said-playbook-is-no-file = { $a } — не файл
said-playbook-too-large = в { $a } байт: { $b-text }; в плейбуке не больше { $c-text }
said-playbook-is-no-utf8 = { $a } — не текст в UTF-8
said-playbook-is-empty = { $a } пуст
said-playbook-is-no-text = { $a } — не текст
help-playbook-name-a-text = назовите текст в Markdown, сохранённый в UTF-8
said-playbook-there-already = { $a } уже есть, и текст там другой
help-playbook-move-it-away = уберите его или назовите версию иначе в --version
said-playbook-is-version-already = этот текст уже версия `{ $a }` у `{ $b }`
help-playbook-let-it-come-back = уберите --version, чтобы она вернулась, или измените текст
said-playbook-has-another-text = у версии `{ $a }` шага `{ $b }` другой текст
help-playbook-give-another-name = назовите новый текст иначе или уберите --version
said-playbook-no-name = `{ $a }` — не название версии
help-playbook-name-letters = буквы, цифры, `-`, `_` и `.`, не больше 40
said-no-step = в плане нет шага `{ $a }`
help-no-funnel = ни у одного сегмента плана нет воронки
said-several-have-stage = этап `{ $a }` есть у нескольких сегментов
said-playbook-no-two = у плейбука `{ $a }` нет двух версий
help-playbook-make-it-a-version = сделайте новый текст версией: `{ $a }`
said-cannot-be-added-to = { $a } — не файл, в который можно дописать
said-register-cannot-be-added-to = в { $a } нельзя дописать
help-versions-as-tables = запишите версии таблицами [[playbook]], последними в файле
said-began = Начат { $a }: { $b }. { $c }
said-several-segments = в плане несколько сегментов
help-name-one-segment = назовите один в --segment: { $a }
said-no-arm-text = `{ $a }` — не вариант
help-arm-keys = напишите ID=КЛЮЧ:ЗНАЧЕНИЕ, например call=tag:call-first; ключи: tag, channel, person, from и to
part-arms-need = Вариантов { $a-text }, каждому нужно случаев: { $b-text }; при { $c-text } в неделю это до { $d }.
part-arms-need-none = Каждому варианту нужно случаев: { $a-text }, а в последнее время их нет.
part-cases-cannot-be-told = Сколько нужно случаев, неизвестно: не видно, насколько один отличается от другого.
said-this-needs = при { $a-text } случаях в неделю нужно { $b }: по { $c-text } на каждый из вариантов ({ $d-text }), а заканчивается он { $e }
said-none-came = каждому варианту нужно случаев: { $a-text }, а за восемь недель до { $b } не пришло ни одного
said-nobody-knows = не видно, насколько один случай отличается от другого, поэтому неизвестно, сколько их нужно
help-cases-per-arm = запишите суммы выигранных сделок или скажите, сколько нужно случаев, в --cases-per-arm; с --anyway он будет записан всё равно
help-bigger-change = проверьте перемену крупнее: до { $a } была бы видна разница в { $b }; с --anyway он будет записан всё равно
help-bigger-or-earlier = проверьте перемену крупнее: до { $a } была бы видна разница в { $b }; или более ранний этап, до которого доходит больше: { $c }; с --anyway он будет записан всё равно
help-no-effect = до тех пор никакая разница не будет видна; дайте больше времени; с --anyway он будет записан всё равно
help-no-effect-or-earlier = до тех пор никакая разница не будет видна; дайте больше времени или возьмите более ранний этап, до которого доходит больше: { $a }; с --anyway он будет записан всё равно
part-n-weeks = { $a-text } нед.
part-n-months = { $a-text } мес.
part-ten-years = больше десяти лет
part-n-points = { $a-text } п. п.
part-n-days = { $a-text } дн.
said-no-such-format = эта команда не пишет { $a }
help-it-writes = она пишет { $a }
help-there-is-none-init = пока нет ни одного: `salesplan init`
help-write-one-init = составьте первый: `salesplan init`
said-no-workspace = ни здесь, ни выше нет рабочей папки: ни salesplan.toml, ни plans/
help-begin-init-or-demo = начните с `salesplan init` или посмотрите пример: `salesplan demo`
said-no-workspace-in-revision = в ревизии { $a } нет рабочей папки: ни salesplan.toml, ни plans/
help-begin-and-commit = начните с `salesplan init` и закоммитьте или назовите другую ревизию
said-at-needs-git = для --at нужен репозиторий git
help-inside-or-without-at = запустите внутри него или уберите --at
said-needs-git = для этого нужен репозиторий git, а здесь его нет
help-init-commit = `git init`, затем закоммитьте план
said-no-commits-yet = в ветке { $a } ещё нет коммитов, а обзоры делают из закоммиченного
help-commit-the-plan = закоммитьте план: { $a }
said-branch-no-commits = в ветке ещё нет коммитов
said-branch-no-commits-2 = в ветке нет коммитов
help-commit-first = сначала закоммитьте план
said-only-review-several = несколько недель берёт только `review`
help-look-ahead = заглянуть вперёд, будто больше ничего не случилось: --as-of { $a-written }
said-is-not-over-committed = { $a }: день не закончился, и обзор до него закоммитить нельзя: сегодня { $b }
help-commit-when-over = закоммитьте, когда закончится { $a }; обзор того, что есть пока: --as-of { $b-written }
said-no-week-ended = ни одна неделя плана ещё не закончилась: он идёт с { $a }
help-week-to-look-at = назовите неделю: --week { $a }
said-day-before-period = { $a } раньше периода плана: { $b }
help-first-day-is = первый день { $a }
help-last-week-is = последняя неделя { $a }
help-first-week-is = первая неделя { $a }
said-uncommitted = внимание: прочитано вместе с незакоммиченными изменениями: { $a }
said-list-by-hand = внимание: список обзоров меняли вручную, он остаётся как есть
said-could-not-be-written = внимание: { $a } закоммичен, но в папку не записан; чтобы он появился: `git restore { $b }`
said-cut-off = история в этом клоне обрезана, и обзор сравнивал бы не со всем, что есть
help-unshallow = получите историю целиком: `git fetch --unshallow`
said-cut-off-states = внимание: история в этом клоне обрезана, прежних состояний сделок может не хватать: `git fetch --unshallow`
said-states-unreadable = внимание: прежних состояний сделок не прочитать и они пропущены: { $a-text }
said-edited-by-hand = { $a } меняли вручную, а обзор такого не перезаписывает
help-drop-or-keep = отказаться от правки: { $a }; сохранить её: не делайте обзор этой недели заново
said-committed-later = { $a } закоммичен на более поздний день: { $b }
help-print-earlier = более ранний вечер печатают без --commit
said-up-to-date = { $a }: без изменений.
said-every-week = У каждой недели есть обзор.
said-is-not-over-note = внимание: { $a } ещё не закончилось, может случиться и другое
said-nothing-to-review = Планов ещё нет, обзор делать не из чего.
said-lang-is-for-reading = --lang — для чтения; коммитят на языке рабочей папки
help-set-locale = задайте `locale` в salesplan.toml
said-commit-writes-markdown = --commit пишет Markdown и графики, а страницу не печатает
help-html-without-commit = уберите --commit, чтобы напечатать обзор с --format html
said-left-out = внимание: не закоммичено, поэтому не вошло: { $a }
said-for-as-written = --for берёт план, как он записан
help-set-shows-whole = --set и --scenario показывают цифры всего плана: уберите их
said-nobody-and-no-team = в team.toml нет ни человека, ни команды `{ $a }`
said-nobody-in-team = в team.toml нет человека `{ $a }`
said-no-team = у плана нет team.toml: напишите, кто продаёт
said-for-one-week = --for — об одной неделе
help-single-week = назовите одну неделю в --week
said-no-week-among = среди них нет недель плана: он идёт { $a }
help-weeks-of-period = назовите недели периода: { $a }
said-pushed = Отправлено: { $a }.
said-moved-again = { $a }: ветка сдвинулась, обзор сделан заново поверх.
said-wrote-draft = Черновик { $a } готов, в нём { $b }. Меняйте, пока он не станет планом самого человека.
part-n-lines = строк: { $a-text }
part-1-line = 1 строка
said-there-already-draft = { $a } уже есть, черновик его не перезаписывает
help-print-draft = черновик покажет --print
said-plan-asks-nothing = план ничего не требует от { $a }
help-whose-quotas = чьи личные планы есть, покажет `salesplan decompose --by person`
said-written-to = { $a } Записано в { $b }.
said-how-to-agree = Ничего не записано. Согласиться ровно на это: `salesplan agree { $a }`; отказаться: добавьте { $b }.
said-to-countersign = Подтвердить: `salesplan agree { $a }`.
said-answer-on-record = Этот самый ответ уже записан.
said-nobody-to-countersign = не сказано, кто подтверждает
help-name-by-or-head = назовите в --by или как `head` в team.toml
said-has-not-written = { $a }: не написано, откуда возьмётся сумма, соглашаться не на что
help-commitments-new = черновик сделает `salesplan commitments new { $a }`
said-sets-nothing = `{ $a }` ничего не задаёт
help-figure-value = напишите ЦИФРА=ЗНАЧЕНИЕ, например new.meeting.conversion=35%
said-no-scenario = в плане нет сценария `{ $a }`
said-no-scenarios = в плане нет сценариев
said-another-running = другой salesplan сейчас меняет здесь файлы
help-try-again = повторите, когда он закончит
said-imported-committed = Ничего не закоммичено.
said-nothing-changed = Ничего не изменилось, коммита нет.
said-no-profile-knows = ни один профиль не знает заголовков { $a }
help-name-a-profile = назовите профиль: --profile ИМЯ (`import --list-profiles`) или составьте: `import new-profile FILE`
said-no-import-profile = нет профиля импорта `{ $a }`
said-may-be-of-several = { $a } подходит нескольким профилям: { $b }
help-say-which-profile = скажите, какому: --profile { $a }
said-look-at-it = Просмотрите, сохраните в profiles/ИМЯ.toml и попробуйте: import FILE --profile ИМЯ --explain
said-no-cases-of-rule = внимание: у { $a } нет проверок; их место в { $b }
said-no-cases = проверок нет: нет { $a }; его создаст `salesplan rules new { $b }`
said-wrote-rule = Создано: { $a }.
said-rule-there = { $a } уже есть
said-replaying = проигрываю недели: { $a } из { $b }
said-replay-needs-git = для replay нужна история git, а репозитория здесь нет
help-commit-week-by-week = `git init`, и коммитьте план неделю за неделей
said-no-right-order = правильного порядка нет, поэтому у правила priority нет оценки, которую ограничивал бы --margin
help-leave-margin = уберите --margin и смотрите, как меняется порядок
said-wait-only-probability = --wait — сколько ждать решения сделок, а это нужно только правилу probability
help-leave-wait = уберите --wait
said-cut-off-snapshots = внимание: история в этом клоне обрезана, прежних снимков может не хватать; их принесёт `git fetch --unshallow`
said-nothing-scored = внимание: оценивать пока нечего, --margin не проверен
said-no-snapshot = проиграть нечего: ни одного годного снимка плана ({ $a })
help-commit-deals-weekly = коммитьте сделки и факты каждую неделю; --from и --to выбирают из закоммиченного
said-cannot-be-replayed = правило { $a } не проиграть: из того, что случается потом, не видно, какой ответ верен
help-held-against = conversion и probability сравнивают с тем, что вышло, priority — с нынешним порядком
said-no-hook = нет правила `{ $a }`
said-rule-not-asked = правило { $a } не спрашивают по { $b }
help-name-the-question = назовите вопрос: { $a }
said-asked-nothing = в этот вечер правило { $a } ни о чём не спрашивают
help-another-evening = посмотрите другой: --week или --as-of
said-not-asked-for = в этот вечер правило { $a } не спрашивают о { $b }
help-asked-for = его спрашивают о { $a }
said-asked-questions = таких вопросов правилу { $a }: { $b-text }
help-name-one = назовите один: { $a }
said-not-a-file = { $a } — не файл
help-name-a-script = назовите файл с правилом
said-cannot = не удаётся { $a } { $b }: { $c }
said-nothing-trusted = Ничему не доверено.
said-as-of-before = { $a } (--from) не раньше { $b } (--to)
help-ancestor-of-to = назовите предка --to
said-no-history = истории нет: рабочая папка не в репозитории git
said-no-deal-counts = в списке нет сделок, которые относятся к периоду
help-deals-stand-in = сделки записаны в { $a }
said-day-names-as-of = у ответа есть день, а не неделя
help-as-of-is-the-day = день ответа — --as-of ДАТА; иначе сегодня
said-several-weeks-import = `import` пишет файлы, поэтому --at и --week не берёт
help-as-of-known-by = --as-of ДАТА вносит то, что было известно к этому дню
said-no-review-of = нет обзора: { $a }
said-no-review-of-plan = нет обзоров плана `{ $a }`
said-reassigned = { $a } принимает от { $b }: { $c }
said-nobody-from-themselves = никто не принимает сам у себя
help-somebody-else = назовите другого в --to
said-written-look = Записано: { $a }. Посмотреть: `salesplan diff`.
said-no-open-deal = `{ $a }` — не открытая сделка ({ $b })

## Что говорят команды о правилах, профилях и показателях

said-the-bundled-rule = встроенное правило: файла { $a } нет
said-of-this-workspace = { $a }, из этой рабочей папки
said-asked-days = о каждом дне плана в каждом сегменте
said-asked-sellers = о каждом, кто продаёт в сегменте
said-asked-steps = о каждом шаге воронки
said-asked-deals = о каждой открытой сделке
said-asked-deals-after = о каждой открытой сделке, после `probability`
said-asked-deals-then-plan = о каждой открытой сделке после `priority`, затем о плане
said-asked-plan = о плане, в последнюю очередь
said-answers-day = сколько значит день рядом с другими, число от 0 до 1000
said-answers-quota = сколько весит личный план рядом с другими, число от 0 до 1 000 000
said-answers-rate = доля, ожидаемая дальше, больше 0 и не больше 1
said-answers-chance = вероятность, что сделка будет выиграна, от 0 до 1
said-answers-score = { $a } первой идёт сделка с наибольшим score
said-answers-findings = { $a } собственные замечания компании
said-answers-notes = { $a } заметки для обзора
said-about-planned-weight = сколько попыток значит плановая доля; не меньше 1
said-about-grace = сколько дней сделка в любом случае ждёт без потери вероятности; не меньше 1
said-about-patience = во сколько раз дольше обычного сделка ждёт без потери вероятности
said-about-way-weight = сколько собственных сделок компании значит путь до сделки; не меньше 1
said-about-without-stage = вероятность сделки, этап которой неизвестен
said-about-biggest-share = с какой доли цели называть самую крупную открытую сделку
said-about-biggest-weight = так же, если она самая крупная из открытых
said-about-enough-deals = сколько сделок должно пройти этап, чтобы знать обычный срок на нём
said-about-large = сделка крупная с такой суммы; иначе решает large_factor
said-about-large-factor = сделка крупная, если больше средней во столько раз
said-about-large-weight = на что умножается score крупной сделки
said-about-likely = с какой вероятности сделка называется вероятной
said-about-no-next-step = так же, если нет следующего шага
said-about-overdue = так же, если следующий шаг просрочен
said-about-passed = так же, если дата закрытия прошла
said-about-priority = так же, если есть метка `priority`
said-about-pushed-often = сколько переносов закрытия считать частыми
said-about-pushed-weight = так же, если закрытие часто переносили
said-about-silent-days = сколько дней без контакта считать молчанием, пока обычный срок на этапе неизвестен
said-about-silent-weight = так же, если нет контакта с клиентом
said-about-soon-days = за сколько дней до закрытия сделка считается близкой к нему
said-about-soon-weight = так же, если скоро закроется
said-about-waiting = так же, если она на этапе дольше обычного
said-profile-bitrix-en = Сделки Битрикс24 (английский интерфейс)
said-profile-bitrix-history = История этапов Битрикс24
said-profile-clients = Клиенты с простыми заголовками
said-profile-deals = Сделки с простыми заголовками
said-profile-facts = Факты с простыми заголовками
said-profile-leads = Лиды, по одному в строке
said-profile-hubspot = Сделки HubSpot
said-profile-pipedrive = Сделки Pipedrive
said-profile-salesforce-history = История возможностей Salesforce
said-profile-salesforce = Отчёт о возможностях Salesforce
said-profile-log = Журнал этапов
said-profile-zoho = Сделки Zoho
said-ask-sum = { $a }, сумма:
said-ask-count-sum = { $a }, ЧИСЛО:СУММА:
said-ask-last-week = { $a } (неделей раньше { $b }):
said-ask-sum-last-week = { $a }, сумма (неделей раньше { $b }):
said-ask-count-sum-last-week = { $a }, ЧИСЛО:СУММА (неделей раньше { $b }):
said-measure-paid = оплачено
said-measure-shipped = отгружено
said-measure-spend = потрачено на лиды
said-measure-hours = часы продаж
said-ask-hours = часы продаж:

## Что стоит внутри сказанного командами

help-change-or-move = измените его или сначала уберите; `salesplan rules test { $a }`
help-explain-lists = имена показывает `salesplan explain`; за этапом может стоять неделя, человек или канал
help-explain-near = может быть, `{ $a }`? Имена показывает `salesplan explain`; за этапом может стоять неделя, человек или канал
help-write-a-scenario = напишите в plan.toml: [scenario.careful] и строки вроде { $a-written }
said-no-revision = нет ревизии «{ $a }»
said-os-missing = такого файла нет
said-os-denied = нет доступа
said-os-directory = это папка
said-verb-read = прочитать
said-verb-write = записать
said-verb-enter = войти в
said-verb-look-at = посмотреть
said-verb-look-into = заглянуть в
said-takes-over = { $a } принимает от { $b }:
said-committed-lines = { $a ->
    [one] { $a-text } строка обязательств
    [few] { $a-text } строки обязательств
   *[other] { $a-text } строк обязательств
}
said-must-agree = Согласиться снова: { $a }.
said-no-amount = { $a }, без суммы

## Обещания, которых не могло быть

finding-decision-about-nothing = решение `{ $a }` не о сделке и не о клиенте
finding-action-owner-left = `{ $a }`: срок { $b }, а последний день `{ $c }` — { $d }
finding-action-deal-unknown = `{ $a }` о сделке `{ $b }`, а такой нет
finding-action-client-alike = `{ $a }` о клиенте `{ $b }`, а есть только `{ $c }`
label-about-what = о чём?
label-due-after-the-last-day = срок после последнего дня
help-name-its-deal = укажите `deal` или `client`; без `kind` это обещание
help-another-owner = назовите другого ответственного или день раньше
said-due-after-last-day = срок { $a }, а последний день `{ $b }` — { $c }

## Показатели, как их вводят

said-is-an-activity = `{ $a }` — это действие
help-write-activity = напишите activity.{ $a-written }
help-write-zero-or-more = напишите 0 или больше; слишком большое число исправляют верным с --replace
finding-week-has-not-come-yet = неделя { $a } ещё не наступила: сегодня { $b }

## Правила, как их пишут

said-wrote-rule-and-cases = Созданы { $a } и { $b }. Дальше:
said-change-them = 1. измените их: что правило должно отвечать, затем само правило
said-no-hook-said = по имени { $a } не видно, какое это правило
help-name-after-hook = назовите файл по правилу, например probability.rhai или shorter.probability.rhai, или скажите --hook; правила: { $a-written }
said-for-people = --sheet и --message — для людей, своих цифр у них нет
help-leave-out-for-json = уберите их: все цифры есть в `salesplan review --format json`

## Демонстрация

said-reviewed = обзор { $a }
said-demo-this-is = Это { $a }. Попробуйте дальше, в { $b }
said-demo-install = (программа ставится так: cargo install --path crates/salesplan):
said-demo-decompose = salesplan decompose               чего требует цель: сделки, встречи, лиды
said-demo-deals = salesplan deals --week 2026-W46   открытые сделки по важности, с причинами
said-demo-status = salesplan status --week 2026-W44  как было двумя неделями раньше
said-demo-log = git log --stat                    история, по которой сделаны обзоры
said-demo-then = Затем измените { $a } или { $b } и запустите `salesplan check`.
said-demo-is-not-empty = папка { $a } не пуста
said-demo-is-here = { $a } — папка, в которой вы находитесь
help-demo-folder = назовите другую папку: `salesplan demo ПАПКА`
said-demo-experiments = salesplan experiments list        способы продавать, один против другого
how-low-end = то, что пришло, и то, что принесут открытые сделки, каждую выигрывают или теряют отдельно: в одном случае из десяти не больше
how-high-end = то, что пришло, и то, что принесут открытые сделки, каждую выигрывают или теряют отдельно: в одном случае из десяти больше
how-won-on = выиграна { $a }
how-lost-on = проиграна { $a }
how-won-undated = выиграна, когда, никто не записал
how-lost-undated = проиграна, когда, никто не записал
