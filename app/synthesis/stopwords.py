"""German and English words that say nothing about the subject of a contribution; folded (ä -> a, ß -> ss)."""

_GERMAN = """
ab aber alle allein allem allen aller alles allgemein als also am an andere anderem anderen anderer anderes anders
auch auf aus ausser bald bei beide beiden beim bereits besonders besser beste besten bin bis bisher bist bitte
bleiben bleibt da dabei dadurch dafur dagegen daher dahin damit danach dann daran darauf daraus darf darin daruber
darum das dass davon dazu dein deine deinen deiner dem den denen denn dennoch der deren derer des deshalb dessen
dich die dies diese diesem diesen dieser dieses dir doch dort du durch durfen eben ebenso echt egal eher eigene
eigenen eigentlich ein eine einem einen einer eines einfach einige einigen einmal endlich er erst es etwa etwas euch
euer eure fast finde finden fur ganz ganze ganzen gar geben gegen gehen geht gehort genau genug gerade gern gerne
gibt gleich grosse grossen gut gute guten guter gutes hab habe haben halt hat hatte hatten her heute hier hin hinter
ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins irgendwie ist ja je jede jedem jeden jeder jedes jemand
jetzt kann kannst kaum kein keine keinem keinen keiner klar kommen kommt konnen konnte konnten kurz lang lange
lassen lasst leider lieber liegt machen macht mag mal man manche manchmal mehr mein meine meinem meinen meiner meist
mich mir mit mochte mochten muss mussen musste nach nachdem nehmen neben nein nicht nichts nie niemand nix noch nun
nur ob oben oder oft ohne paar per pro raus rein richtig runter sagen sagt schon sehr sei sein seine seinem seinen
seiner seit selbst selber sich sie sind so sobald sodass sogar solche sollen sollte sollten soll somit sondern sonst
statt stehen steht tun tut uber uberall uberhaupt um und uns unser unsere unserem unseren unserer unter usw viel
viele vielen vielleicht vom von vor vorher wann war waren warum was weg wegen weil weiter welche welchem welchen
welcher welches wenig wenige weniger wenn wer werde werden wie wieder wieso will wir wird wirklich wissen wo wohl
wollen wollte worden wurde wurden ware zb zu zum zur zwar zwischen
"""

_ENGLISH = """
a able about above after again against ago all almost alone along already also although always am an and another any
anybody anyone anything are around as ask at away back be because been before being below best better between both
but by came can cannot cant come comes could couldnt did didnt do does doesnt doing done dont down during each
either else enough even ever every everybody everyone everything few find first for from get gets getting give gives
go goes going gone good got had has hasnt have havent having he her here hers him his how i id if ill im in instead
into is isnt it its itself ive just keep know last least less let lets like little lot lots made make makes making
many may maybe me mean might mine more most much must my myself near need needs never new next no nobody none nor
not nothing now of off often ok on once one ones only onto or other others our ours out over own people per perhaps
please put quite rather really right said same say says see seem seems shall she should shouldnt since so some
somebody someone something sometimes somewhere still stop such sure take takes than thanks that thats the their
theirs them themselves then there theres these they theyre thing things think this those though through till time to
today together too toward try under until up upon us use used very via want wants was wasnt way we well went were
werent what whats when where whether which while who whole whom whose why will with within without wont would
wouldnt yes yet you your youre yours
"""

STOP_WORDS = frozenset(_GERMAN.split()) | frozenset(_ENGLISH.split())
