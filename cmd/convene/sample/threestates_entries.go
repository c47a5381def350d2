package sample

import (
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/adaptation"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/practice"
	"github.com/convene-ssh/convene/session/register/promise"
	"github.com/convene-ssh/convene/session/register/takeaway"
	"github.com/convene-ssh/convene/session/register/topic"
)

// threeStatesPanels are the two panels: who speaks, and what people note down.
func threeStatesPanels(s *stage) {
	s.panel("panel-comisiones", "Elena Cruz", "Daniel Ixtlán", "Joaquín Luna")
	s.notes("panel-comisiones", "Amalia Gómez", "Una comisión vive de quien convoca la siguiente sesión, no del decreto.", takeaway.Learning, veracruz)
	s.notes("panel-comisiones", "Mateo Solís", "Las tres regiones nombran enlaces de fin de semana.", takeaway.Result, "")
	s.panel("panel-cuidado", "Xóchitl Méndez", "Itzel Morales", "Rosa Jiménez")
	s.notes("panel-cuidado", "Pilar Aguirre", "Quien puede salir por la puerta casi siempre vuelve a cenar.", takeaway.Learning, chiapas)
}

// threeStatesGroups are the three working groups, and what they bring back.
func threeStatesGroups(s *stage) {
	s.work("grupos", []group{
		{"Comisiones locales", []string{"Elena Cruz", "Andrés Olmedo", "Mateo Solís", "Joaquín Luna"}, []note{
			{"Elena Cruz", "Una página de reglas alcanza para empezar una mesa municipal.", true},
			{"Andrés Olmedo", "Sin una persona responsable con nombre, el acuerdo no camina.", true},
			{"Joaquín Luna", "En dos municipios la mesa se reúne en la cancha, y llegan las familias.", false},
		}},
		{"Herramientas para proteger", []string{"Daniel Ixtlán", "Kevin Mejía", "Tomás Pech", "Pilar Aguirre"}, []note{
			{"Daniel Ixtlán", "Probar la misma ficha en dos albergues antes de repartirla.", true},
			{"Kevin Mejía", "Las preguntas van en palabras que una niña de ocho años entienda.", true},
		}},
		{"Modelos de cuidado alternativo", []string{"Amalia Gómez", "Xóchitl Méndez", "Rosa Jiménez", "Itzel Morales"}, []note{
			{"Amalia Gómez", "Familias de acogida y casas pequeñas no compiten: se turnan.", true},
			{"Rosa Jiménez", "De noche hace falta alguien a quien llamar, no otro formulario.", false},
		}},
	})
	s.groupNotes("grupos", "Mateo Solís", "Las mesas empiezan en dos municipios por región.", takeaway.Result, "")
	s.groupNotes("grupos", "Itzel Morales", "Que cada casa pregunte primero a quien ya vivió en una.", takeaway.Learning, mexicoCity)
}

// notes write down what is said in an item.
func (s *stage) notes(item method.AgendaID, by, words string, kind takeaway.Kind, where method.Country) {
	s.writeIn(item, "", by, takeaway.Register(), &takeaway.Fields{Title: words, Kind: kind, Country: where})
}

// groupNotes write down what is said in the group in which somebody is.
func (s *stage) groupNotes(item method.AgendaID, by, words string, kind takeaway.Kind, where method.Country) {
	s.writeIn(item, s.groupOf(item, by), by, takeaway.Register(), &takeaway.Fields{Title: words, Kind: kind, Country: where})
}

// threeStatesExchange are two practices, and what others take home of them.
func threeStatesExchange(s *stage) {
	s.stepThrough("practicas", method.Exchange)
	s.writeIn("practicas", "", "Xóchitl Méndez", practice.Register(), &practice.Fields{
		Title:   puertas,
		Summary: "Doce adolescentes viven en una casa con dos cuidadoras; nadie guarda llave y las reglas se escriben entre todos.",
		Type:    practice.AlternativeCare, Country: chiapas, Implementing: []field.Support{s.org(ceiba)},
		Start: "2020-02-01", AsOf: "2022-08-01",
		Context: "Una ciudad mediana, con escuela y clínica a pie.",
		Effect:  "En el último año salieron sin avisar menos que en los dos anteriores; lo contamos en nuestro propio registro.",
		Lessons: "El primer mes hace falta otra persona de noche.",
		Tools:   "El cuaderno de reglas, con dibujos.",
	})
	s.writeIn("practicas", "", "Rosa Jiménez", practice.Register(), &practice.Fields{
		Title:   ficha,
		Summary: "Una hoja que la niña guarda: lo que ya contó, para que nadie se lo vuelva a preguntar.",
		Type:    practice.Screening, Country: tabasco, Implementing: []field.Support{s.org(luna), s.org(grijalva)},
		Start: "2021-05-01", AsOf: "2022-08-01",
		Effect:  "Las entrevistas repetidas bajaron a la mitad en dos albergues.",
		Lessons: "Sirve solo si la procuraduría la acepta como buena.",
	})
	s.write("Andrés Olmedo", adaptation.Register(), &adaptation.Fields{
		Title: "Una casa sin candado en el puerto", Changes: "Empezar con seis lugares, y con vecinas que ya cocinan para el albergue.",
		Country: veracruz, Lead: s.org(jacaranda), Stage: adaptation.Considering, CheckBack: "2023-02-15", Adapts: s.from(puertas),
	})
	s.write("Joaquín Luna", adaptation.Register(), &adaptation.Fields{
		Title: "La ficha en dos lenguas", Changes: "Traducirla al tseltal, y leerla en voz alta a quien no lee.",
		Country: chiapas, Lead: s.org(selva), Stage: adaptation.Trying, CheckBack: "2022-12-01", Adapts: s.from(ficha),
	})
}

// threeStatesAgreements are what each takes on, and what they do together.
func threeStatesAgreements(s *stage) {
	s.write("Rosa Jiménez", commitment.Register(), &commitment.Fields{
		Title: compromisoDi, Description: "Cada región manda sus cambios el viernes; el albergue los reparte.",
		Kind: commitment.Committed, Mode: commitment.Common,
		Lead: s.org(luna), Supporting: []field.Support{s.org(puente), s.org(jacaranda), s.org(ceiba)},
		Country: tabasco, Level: method.Regional, Start: "2022-09-05", End: "2023-08-31", NextReview: "2023-02-15",
		From: s.from(directorio), Stage: promise.Planning,
	})
	s.write("Elena Cruz", commitment.Register(), &commitment.Fields{
		Title: "Abrir cada sesión con las actas de la anterior", Kind: commitment.Committed, Mode: commitment.Individual,
		Lead: s.org(golfo), Country: veracruz, Level: method.Local, Start: "2022-09-01", NextReview: "2023-02-15",
		From: s.from(actas), Stage: promise.Planning,
	})
	s.write("Daniel Ixtlán", action.Register(), &action.Fields{
		Title:       "Una semana de entrega para quien llega nuevo",
		Description: "Quien deja el puesto acompaña cinco días a quien entra; las organizaciones prestan sus casos de práctica.",
		Kind:        action.CapacityBuilding, Lead: s.org(grijalva), Contributors: []field.Support{s.org(golfo), s.org(ceiba), s.org(selva)},
		Countries: []method.Country{veracruz, tabasco, chiapas}, Scope: action.MultiNational,
		Start: "2022-10-03", End: "2023-06-30", NextReview: "2023-02-15", From: s.from(rotacion), Status: action.Pipeline,
	})
	s.write("Tomás Pech", action.Register(), &action.Fields{
		Title: "Camas de guardia entre tres regiones", Description: "Cada noche se sabe dónde hay lugar, y quién lleva a quién.",
		Kind: action.Other, Lead: s.org(luna), Contributors: []field.Support{s.org(jacaranda), s.org(ceiba)},
		Countries: []method.Country{tabasco, veracruz, chiapas}, Scope: action.MultiNational,
		Start: "2022-09-15", NextReview: "2022-12-15", From: s.from(autobuses), Status: action.Pipeline,
	})
	s.write("Itzel Morales", topic.Register(), &topic.Fields{
		Title: "Que decidan quienes lo vivieron", Question: "¿Quién ha pagado a jóvenes por su consejo, y cómo lo justificó?",
		Countries: []method.Country{mexicoCity, veracruz},
	})
	s.write("Mateo Solís", takeaway.Register(), &takeaway.Fields{
		Title: "Un directorio, tres regiones, una fecha fija", Kind: takeaway.Result, From: s.from(compromisoDi),
	})
}
