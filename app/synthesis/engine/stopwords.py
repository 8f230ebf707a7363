"""German and English words that say nothing about the subject of a contribution; folded (ä -> a, ß -> ss).

Only what holds sentences together counts for nothing at all. Light words ("machen", "good") tell a little: they count
for likeness, where the rarer ones weigh more anyway, but are no names.
"""

_GERMAN = """
ab aber alle allein allem allen aller allerdings alles allgemein als also am an andere anderem anderen anderer anderes
anders anstatt anstelle auch auf aus ausser ausserhalb bald bei beide beiden beim bereits besonders bin bis bisher
bist bitte bzgl bzw ca da dabei dadurch dafur dagegen daher dahin damit danach danke dann daran darauf daraus darf
darin daruber darum das dass davon dazu dein deine deinen deiner dem den denen denn dennoch der deren derer des
deshalb dessen deswegen dich die dies diese diesem diesen dieser dieses dir doch dort dorthin dr du durch durfen eben
ebenfalls ebenso echt egal eher eigene eigenen eigentlich ein eine einem einen einer eines einfach einige einigen
einmal endlich er erst es etc etwa etwas euch euer eure evtl fast fur ganz ganze ganzen gar gegen gegenuber genau
genug gerade gern gerne ggf gleich hab habe haben halt hat hatte hatten her hier hierfur hierher hin hinter hochstens
ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in inkl innerhalb ins insbesondere irgendwann irgendwas
irgendwie irgendwo ist ja je jede jedem jeden jedenfalls jeder jedes jedoch jemand jetzt jeweilige jeweils kann kannst
kaum kein keine keinem keinen keiner klar konnen konnte konnten lediglich leider lieber mag mal man manche manchmal
mehr mehrere mein meine meinem meinen meiner meist mich mindestens mir mit mochte mochten moglich moglichst muss
mussen musste nach nachdem naturlich neben nehmen nein nicht nichts nie niemals niemand nirgends nix noch nun nur ob
oben oder oft ohne paar per pro raus rein relativ richtig runter schon sehr sei sein seine seinem seinen seiner seit
selber selbst sich sie sind so sobald sodass sogar solche soll sollen sollte sollten somit sondern sonst soweit sowie
statt total trotz trotzdem uber uberall uberhaupt ubrigens um und uns unser unsere unserem unseren unserer unter usw
viel viele vielen vielleicht vom von vor vorher wahrend wann war ware waren warum was weg wegen weil weiter welche
welchem welchen welcher welches wenig wenige weniger wenn wer werde werden wie wieder wieso will wir wird wirklich wo
wobei wodurch wofur woher wohin wohl wollen wollte worauf worden wurde wurden zb ziemlich zu zum zumindest zur
zusatzlich zwar zwischen
"""

_ENGLISH = """
a about above after against all along also although am an and another any anybody anyone are around as at be because
been before being below between both but by came can cannot cant could couldnt did didnt do does doesnt doing dont
down during each either even every everybody everyone for from had has hasnt have havent having he her here hers him
his how i id if ill im in instead into is isnt it its itself ive just less lets many may me might mine more most much
must my myself no nobody none nor not now of off often ok on once one ones only onto or other others our ours out over
own per same shall she should shouldnt since so some somebody someone such than that thats the their theirs them
themselves then there theres these they theyre this those though through till to too under up upon us very was wasnt
we went were werent what whats when where whether which who whole whom whose why will with within wont would wouldnt
you your youre yours
"""

_LIGHT = """
able again ago almost alone already always anything ask away back besser best beste besten better bleiben bleibt come
comes done else enough ever everything few find finde finden first geben gehen gehort geht get gets getting gibt give
gives go goes going gone good got grosse grossen gut gute guten guter gutes heute keep know kommen kommt kurz lang
lange lassen lasst last least let liegt like little lot lots machen macht made make makes making maybe mean near need
needs never new next nothing people perhaps please put quite rather really right sagen sagt said say says see seem
seems something sometimes somewhere stehen steht still stop sure take takes thanks thing things think time today
together toward try tun tut until use used via want wants way well while wissen without yes yet
"""

GERMAN = frozenset(_GERMAN.split())
ENGLISH = frozenset(_ENGLISH.split())
LIGHT = frozenset(_LIGHT.split())
MEAN_MORE_IN_ENGLISH = frozenset(("die", "fast", "halt", "hat", "man", "war"))
"""German stop words that are subjects in an English contribution."""
MEAN_MORE_IN_GERMAN = frozenset(("not", "way"))
"""And the other way round."""
