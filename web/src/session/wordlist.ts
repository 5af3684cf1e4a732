/** 1024 short French words without accents: ten bits each, easy to write down. */

export const WORDS: readonly string[] = `
abri acier agave aigle ail aile air album algue alpin ambre ample ancre anis appel appui arbre arc arche arome
astre atlas atome aube auto autre avion avis avril azur badge bague baie bain balai balle balsa banc banjo
barbe barre base batik baton baume bazar beau bec beige berge biche bidon bijou bilan bison blanc bleu bocal
bois boite bol bon botte boue boule bout bras brave brise brode brume brun bus but cable cabri cacao cadre
cage cale calin calme camp canal canif canne canoe cape car carpe carte case cave cent cerf champ chant char
chat chaud chien chose chou ciel cil cinq cire clair clef clin clou cocon code coeur coin col colis colle
combe conte coq corde corne corps coton cou coude coupe cour cours crabe craie creux crin croix cube cuir
cumin cygne dalle dame danse date datte decor defi degre demi dent deux dinde diner divan dix doigt dome dos
doux douze drap droit duc dune duo duvet eau ebene echo eclat ecole ecran ecrou ecume elan eleve encens enclos
encre engin enigme entier envie epaule epi epice epine eponge epoque equipe erable escale espoir essai essaim
est etabli etage etain etal etang ete etoile etude etui fable facade facile fagot faible faim fameux fanal
farce farine faucon faune favori fer ferme ferry festin fete feu feutre fiche figue figure fil filet film
filtre fin finale firme flacon flamme flaque fleche fleur fleuve flocon flore flotte flute foin foire folie
fond fonio foret forge forme fort foudre foule four fourmi foyer fraise franc frange frein frelon frigo frise
froid front fruit fugue fumet furet fusain fuseau futur gai galet galop gamme gant garage gateau gauche gaufre
gazon geai gendre genet genou genre gentil gerbe germe geste gibier gilet girafe gite givre glace glaise gland
globe gloire gnou gombo gomme gong gorge gourde gousse goutte goyave grain gramme grand grange granit grappe
gras grelot griffe grille griot gris grive grotte grue guide habile habit hache haie halte hamac hameau hanche
hangar harpe hasard havre henne herbe heron heure hibou hier hiver hotel hotte houe houle huile huit huitre
humble humeur humus hutte hymne ibis idee idole igname iguane ile image imiter impala index indigo infini
intime iris isard ivoire jabot jade jaguar jambe jardin jarre jasmin jaune jet jeton jeu jeudi jeune joie joli
jongle jonque jouer jouet jour joyau juin jujube jumeau jungle jupe jury juste kaki kapok karite kayak kilo
kimono kiwi koala kola kora label labour lac lacet lagon lagune laine lait laitue lame lampe lande langue
lapin large laver lavoir leger legume lettre levier levure lezard libre liege lierre lieu ligne lilas limace
lime limon lin linge lion lire liste litchi litre livre local loge loin loisir long lot lotus louche loup
loupe loutre loyal lueur luge lundi lune luth lutin lutrin lynx lyre magie mai main mairie mais maison maitre
malin malle manche mangue manioc mante marais marbre marche mardi mare marin marron mars masque massif mat
matin matou mauve meche meduse melon membre menthe mer merci merle merlin metal meteo metier metre metro
meuble meule micro midi miel miette mil millet mimosa mince mine minuit minute miroir mobile modele mois
moitie moment monde montre morse motif mouche moufle moule moulin mousse mouton moyen muguet mulet mulot mur
mure muscle musee myrte nacre nager naif nappe narine natte nature navire nectar neige nerf neuf neuve nez
niche nickel nid niveau noble noeud noir noix nom nomade nombre nord note nougat noyau nuage nuance nuit
numero nylon oasis ocean ocre octave odeur oeil oeuf office offrir ogive oie oignon oiseau olive ombre once
oncle onde ongle opale opera orange orbite ordre orge orgue orient origan orme orteil ortie oryx osier otarie
ouate oubli ouest ourlet ours outil outre ouvert ovale pagaie page pagne paille pain paix palace palais palet
palme panier paon papaye papier paquet parade parc pardon pareil parfum parole parvis pas pastel patate patin
patte paume pause pavot pays paysan peche pedale peigne pelle pelote penser pente perche perle perron persil
petale petit peuple phare phoque photo phrase piano pic pie pied pierre pigeon pignon pile pilier piment pin
pince pinson pioche pipeau pique piste pivot place plage plaine plan plante plat plein plier pluie plume plus
pneu poche poele poeme poil point poire pois poivre poli pollen pomme pompe poncho poney porte poste potage
poteau poule poulie poumon poupe poutre prince prise prisme prix profil propre prune puits pull puma pur
puzzle python quai quart quatre quille quinoa quinze quiz racine radeau radio raisin rallye ramage rameau
ramer rampe rang rapide rare rateau ravin rayon rebond recit record recto regard regle reine relais relief
remede renard renne repas repos requin reseau retour reveil revue rideau rire rivage rive riz robe robot roche
rocher roi roman ronce rond ronde roseau rosee rosier rotin roue route ruban ruche rue rugby rumba rural
rythme sable sabot sac sachet safran sage saison salade salle salon samedi sapin satin sauge saule saumon saut
savane saveur savoir savon scene seau seigle sel selle semer sept serein serin sesame seuil siecle siege
sieste signal signe silex sillon simple sirop six soc social socle soda soeur sofa soie soif soin soir sol
soleil solide sombre sommet son songe sorbet sorgho sortie souche souci soupe souple source souris sport stade
statue stylo sucre sud sujet surf table tache taille talent talon tamis tampon tandem tante tapir tapis tarte
tasse taupe taxi tempo temps tendre tennis tente terre texte theme thon thym tiare tiede tige tigre timbre
tiroir tisane tisser tissu titre toile toit tomate topaze torche tortue total toucan touche toupie tour tourbe
tourte train trait tram trefle treize trente tresse tribu tricot trio trois trompe tronc truffe truite tube
tuile tulipe turban tutu tuyau union unique urne usage usine utile vache vague valeur valise vallee valse
vapeur vase vaste veau veille velo vent verbe verger vernis verre verrou vert veste viaduc vide vieux vif
vigne ville vingt violon virage visage visite vite vitre vivre voie voile voisin voix vol volcan volet volume
voyage vrai vue wagon wapiti yaourt yeux yoga zebre zebu zenith zero zeste zigzag zinc zone zoo
`.trim().split(/\s+/);
